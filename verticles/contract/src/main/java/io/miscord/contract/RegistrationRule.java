package io.miscord.contract;

/**
 * Who may make an account on an instance.
 *
 * @param mode what holds now, on all nodes
 * @param configured what the configuration of the node that answers says, which holds until the operator decides
 */
public record RegistrationRule(RegistrationMode mode, RegistrationMode configured) implements Answer {}
