package io.miscord.platform.config;

import java.nio.file.Path;

/**
 * Where files are stored that people upload and that tasks make.
 *
 * @param path a folder that all nodes share; {@code storage} in the data directory if empty
 */
public record Files(@Setting("") Path path) {}
