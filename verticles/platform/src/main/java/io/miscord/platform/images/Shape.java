package io.miscord.platform.images;

/** What a picture becomes. */
public enum Shape {
    /** A square of 256 pixels, cut out of the middle: of a server or a person. */
    ICON(256, true),
    /** Within a square of 128 pixels, whole. */
    EMOJI(128, false);

    private final int side;
    private final boolean square;

    Shape(int side, boolean square) {
        this.side = side;
        this.square = square;
    }

    /** The longest side of what it becomes, in pixels. */
    int side() {
        return side;
    }

    /** Whether the middle is cut out, rather than all of it made smaller. */
    boolean isSquare() {
        return square;
    }
}
