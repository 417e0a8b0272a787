package org.reactiveacs.cwmp.codec;

import java.util.List;

/**
 * A SOAP-encoded array. Its members' names mean nothing by SOAP 1.1 §5.4.2, so any is read as a member.
 *
 * @param <E> a member
 */
final class ArrayOf<E> implements Shape<List<E>> {
    private static final byte[] END = Tag.bytes("]\">");

    /** An array of texts, such as {@code xsd:string}. */
    static final ArrayOf<String> STRINGS = of("xsd:string", Leaf.TEXT);

    private final Shape<E> item;
    private final Tag itemTag;
    /** The beginning of the attribute, up to the count. */
    private final byte[] arrayType;

    private ArrayOf(Shape<E> item, Tag itemTag, byte[] arrayType) {
        this.item = item;
        this.itemTag = itemTag;
        this.arrayType = arrayType;
    }

    /** What a member holds. */
    Shape<E> item() {
        return item;
    }

    static <E> ArrayOf<E> of(String qualifiedType, Shape<E> item) {
        String itemName = qualifiedType.substring(qualifiedType.indexOf(':') + 1);
        return new ArrayOf<>(item, new Tag(itemName), Tag.bytes("soap-enc:arrayType=\"" + qualifiedType + "["));
    }

    @Override
    public void write(XmlOut out, Tag tag, List<E> value) {
        tag.startWithAttributes(out);
        out.raw(arrayType);
        out.number(value.size());
        out.raw(END);
        for (E member : value) {
            item.write(out, itemTag, member);
        }
        tag.end(out);
    }
}
