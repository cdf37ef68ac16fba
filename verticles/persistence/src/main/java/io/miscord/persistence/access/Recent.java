package io.miscord.persistence.access;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map that forgets what was not asked for lately: two generations of half the bound each; when the young one
 * is full it becomes the old one, and the old one is dropped whole. So nothing is locked, nothing is sorted, and a hit
 * costs one look-up; that it is not exactly the oldest entry that goes does not matter here. Safe on any thread.
 */
final class Recent<K, V> {
    private final int half;
    private volatile Map<K, V> young = new ConcurrentHashMap<>();
    private volatile Map<K, V> old = new ConcurrentHashMap<>();

    Recent(int most) {
        this.half = Math.max(1, most / 2);
    }

    @Nullable
    V get(K key) {
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

    void put(K key, V value) {
        var map = young;
        map.put(key, value);
        if (map.size() > half) {
            old = map;
            young = new ConcurrentHashMap<>();
        }
    }

    void remove(K key) {
        young.remove(key);
        old.remove(key);
    }

    void clear() {
        young = new ConcurrentHashMap<>();
        old = new ConcurrentHashMap<>();
    }

    int size() {
        return young.size() + old.size();
    }
}
