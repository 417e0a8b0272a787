package org.reactiveacs.cwmp.codec;

/** What an element holds: text, a structure of other elements, or an array of equal ones. */
sealed interface Shape<V> permits Leaf, Struct, ArrayOf {

    /** Writes one element with this content. */
    void write(XmlOut out, Tag tag, V value);
}
