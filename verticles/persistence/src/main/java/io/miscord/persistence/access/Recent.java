package io.miscord.persistence.access;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map that forgets what was not asked for lately: two generations of half the bound each; when the young one
 * is full it becomes the old one, and the old one is dropped whole. So nothing is locked, nothing is sorted, and a hit
 * costs one look-up; that it is not exactly the oldest entry that goes does not matter here. Safe on any thread.
 */
public final class Recent<K, V> {
    private final int half;
    private volatile Map<K, V> young = new ConcurrentHashMap<>();
    private volatile Map<K, V> old = new ConcurrentHashMap<>();

    /** One that remembers at least half as many as this, and at most as many. */
    public Recent(int most) {
        this.half = Math.max(1, most / 2);
    }

    /** What was put last, or null when there is nothing or it was forgotten. */
    public @Nullable V get(K key) {
        var value = young.get(key);
        if (value != null) {
            return value;
        }
        value = old.get(key);
        if (value != null) {
            put(key, value);
        }
        return value;
    }

    /** Remembers something. */
    public void put(K key, V value) {
        var map = young;
        map.put(key, value);
        if (map.size() > half) {
            old = map;
            young = new ConcurrentHashMap<>();
        }
    }

    /** Forgets something. */
    public void remove(K key) {
        young.remove(key);
        old.remove(key);
    }

    /** Forgets everything. */
    public void clear() {
        young = new ConcurrentHashMap<>();
        old = new ConcurrentHashMap<>();
    }

    int size() {
        return young.size() + old.size();
    }
}
