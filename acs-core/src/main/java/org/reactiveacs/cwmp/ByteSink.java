package org.reactiveacs.cwmp;

/** Takes the bytes of a written envelope, such as {@code byteBuf::writeBytes}. */
@FunctionalInterface
public interface ByteSink {

    /**
     * Takes bytes. The array belongs to the writer and changes afterwards, so what is needed must be copied.
     *
     * @param bytes holds them
     * @param offset of the first
     * @param length how many
     */
    void write(byte[] bytes, int offset, int length);
}
