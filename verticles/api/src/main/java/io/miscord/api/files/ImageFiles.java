package io.miscord.api.files;

import io.miscord.platform.images.Images;
import io.miscord.platform.images.Shape;
import io.miscord.platform.storage.Storage;
import io.miscord.platform.storage.StorageKey;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;

/**
 * Where pictures are, and what makes them.
 *
 * @param storage all files
 * @param images makes pictures of what is sent
 */
public record ImageFiles(Storage storage, Images images) {
    private static final String PATH = "/files/";

    /**
     * The address of the picture that is made of these bytes: of the same, always the same, so that it may be kept for
     * ever by whoever has it.
     */
    Future<String> urlOf(Buffer sent, Shape shape) {
        return images.hash(sent, shape).map(hash -> PATH + keyOf(HexFormat.of().formatHex(hash) + ".png"));
    }

    /** Where the file of a picture is, by the name at the end of its address. */
    static StorageKey keyOf(String name) {
        return new StorageKey("images/" + name);
    }

    /** Makes the picture and stores it under its address. */
    Future<Void> put(String url, Buffer sent, Shape shape) {
        var key = new StorageKey(url.substring(PATH.length()));
        return images.png(sent, shape).compose(png -> storage.put(key, png));
    }
}
