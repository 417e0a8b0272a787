package org.reactiveacs.cwmp;

import com.fasterxml.aalto.AsyncByteArrayFeeder;
import com.fasterxml.aalto.AsyncXMLStreamReader;
import com.fasterxml.aalto.async.AsyncByteArrayScanner;
import com.fasterxml.aalto.async.AsyncStreamReaderImpl;
import com.fasterxml.aalto.in.PName;
import com.fasterxml.aalto.in.ReaderConfig;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.util.Set;

/**
 * Aalto's scanner, but for prefixes that nobody has declared, such as {@code xsi:type} without {@code xmlns:xsi}: elements
 * are told apart by their local names, so such a one is noted and read on.
 */
final class LenientScanner extends AsyncByteArrayScanner {
    private static final InputFactoryImpl FACTORY = new InputFactoryImpl();

    private final Set<Quirk> quirks;

    private LenientScanner(ReaderConfig config, Set<Quirk> quirks) {
        super(config);
        this.quirks = quirks;
    }

    /** A reader of UTF-8; deviations are noted in {@code quirks}. */
    static AsyncXMLStreamReader<AsyncByteArrayFeeder> reader(Set<Quirk> quirks) {
        var config = FACTORY.getNonSharedConfig(null, null, null, false, false);
        config.setActualEncoding("UTF-8");
        return new AsyncStreamReaderImpl<>(new LenientScanner(config, quirks));
    }

    @Override
    protected void reportUnboundPrefix(PName name, boolean isAttribute) {
        quirks.add(Quirk.UNBOUND_PREFIX);
    }
}
