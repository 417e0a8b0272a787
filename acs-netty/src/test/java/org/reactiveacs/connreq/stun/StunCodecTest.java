package org.reactiveacs.connreq.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.reactiveacs.connreq.stun.StunIntegrity.Style;

class StunCodecTest {
    private static final byte[] TRANSACTION = hex("000102030405060708090a0b0c0d0e0f");
    private static final byte[] WITH_COOKIE = hex("2112a442b7e7a701bc34d686fa87dfae");

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", "").replace("\n", ""));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static StunMessage parsed(byte[] bytes) {
        return StunMessage.parse(bytes).orElseThrow();
    }

    @Test
    void aRequestIsWrittenAsTr069AnnexGWantsIt() {
        byte[] request = new StunWriter(StunType.BINDING_REQUEST, TRANSACTION)
                .text(StunType.CONNECTION_REQUEST_BINDING, StunType.CONNECTION_REQUEST_BINDING_VALUE)
                .bytes(StunType.BINDING_CHANGE, new byte[0])
                .text(StunType.USERNAME, "evtj")
                .end();

        assertThat(hex(request))
                .isEqualTo("0001" + "0024" + hex(TRANSACTION)
                        + "c0010014" + "64736c666f72756d2e6f72672f54522d31313120"
                        + "c0020000"
                        + "00060004" + "6576746a");
        assertThat(parsed(request).types())
                .containsExactly(StunType.CONNECTION_REQUEST_BINDING, StunType.BINDING_CHANGE, StunType.USERNAME);
        assertThat(parsed(request).transaction()).isEqualTo(TRANSACTION);
        assertThat(parsed(request).hasCookie()).isFalse();
    }

    @Test
    void addressesAreWrittenAndRead() {
        var four = new InetSocketAddress("192.0.2.1", 32853);
        var six = new InetSocketAddress("2001:db8:1234:5678:11:2233:4455:6677", 32853);
        byte[] response = new StunWriter(StunType.BINDING_RESPONSE, TRANSACTION)
                .address(StunType.MAPPED_ADDRESS, four)
                .address(StunType.SOURCE_ADDRESS, six)
                .end();

        assertThat(hex(response))
                .isEqualTo("0101" + "0024" + hex(TRANSACTION)
                        + "00010008" + "00018055" + "c0000201"
                        + "00040014" + "00028055" + "20010db8123456780011223344556677");
        assertThat(parsed(response).address(StunType.MAPPED_ADDRESS)).contains(four);
        assertThat(parsed(response).address(StunType.SOURCE_ADDRESS)).contains(six);
        assertThat(parsed(response).address(StunType.CHANGED_ADDRESS)).isEmpty();
    }

    @Test
    void xorMappedAddressesAreThoseOfRfc5769() {
        assertThat(hex(new StunWriter(StunType.BINDING_RESPONSE, WITH_COOKIE)
                        .xorMappedAddress(new InetSocketAddress("192.0.2.1", 32853))
                        .end()))
                .endsWith("00200008" + "0001a147e112a643");
        assertThat(hex(new StunWriter(StunType.BINDING_RESPONSE, WITH_COOKIE)
                        .xorMappedAddress(new InetSocketAddress("2001:db8:1234:5678:11:2233:4455:6677", 32853))
                        .end()))
                .endsWith("00200014" + "0002a1470113a9faa5d3f179bc25f4b5bed2b9d9");
    }

    @Test
    void theSampleRequestOfRfc5769IsReadAndItsIntegrityHolds() {
        var request = parsed(hex("""
                00010058 2112a442 b7e7a701bc34d686fa87dfae
                80220010 5354554e 20746573 7420636c 69656e74
                00240004 6e0001ff
                80290008 932ff9b1 51263b36
                00060009 6576746a 3a683676 59202020
                00080014 9aeaa70c bfd8cb56 781ef2b5 b2d3f249 c1b571a2
                80280004 e57a3bcf
                """));

        assertThat(request.text(StunType.USERNAME)).contains("evtj:h6vY");
        assertThat(request.hasCookie()).isTrue();
        assertThat(StunIntegrity.proves(request, "VOkJxbRl1RmTxUk/WvJxBt")).contains(Style.PLAIN);
        assertThat(StunIntegrity.proves(request, "VOkJxbRl1RmTxUk/WvJxBu")).isEmpty();
    }

    @Test
    void integrityHoldsOverTheTextAsItIsAndFilledToBlocks() {
        for (Style style : Style.values()) {
            byte[] bytes = new StunWriter(StunType.BINDING_REQUEST, TRANSACTION)
                    .text(StunType.USERNAME, "02AC50-1")
                    .end("secret", style);

            assertThat(StunIntegrity.proves(parsed(bytes), "secret")).contains(style);
            assertThat(StunIntegrity.proves(parsed(bytes), "Secret")).isEmpty();
            bytes[25] ^= 1;
            assertThat(StunIntegrity.proves(parsed(bytes), "secret")).isEmpty();
        }
    }

    @Test
    void whatIsFilledToBlocksIsAnotherTextUnlessItIsWholeBlocks() {
        byte[] text = Arrays.copyOf(TRANSACTION, 32);
        assertThat(StunIntegrity.of(text, "secret", Style.PADDED))
                .isEqualTo(StunIntegrity.of(Arrays.copyOf(text, 64), "secret", Style.PLAIN))
                .isNotEqualTo(StunIntegrity.of(text, "secret", Style.PLAIN));
    }

    @Test
    void aUsernameIsReadWithPaddingWithoutAndWithWhatFillsIt() {
        String binding = "c0020000";
        String header = hex(TRANSACTION);
        assertThat(parsed(hex("0001000d" + header + "00060005" + "6162636465" + binding))
                        .text(StunType.USERNAME))
                .as("RFC 3489 to the letter, had the length been right")
                .contains("abcde");
        assertThat(parsed(hex("00010010" + header + "00060005" + "6162636465000000" + binding))
                        .text(StunType.USERNAME))
                .as("RFC 5389")
                .contains("abcde");
        assertThat(parsed(hex("00010010" + header + "00060008" + "6162636465202020" + binding))
                        .text(StunType.USERNAME))
                .as("blanks")
                .contains("abcde");
        assertThat(parsed(hex("0001000c" + header + "00060008" + "6162636465000000"))
                        .text(StunType.USERNAME))
                .as("NULs")
                .contains("abcde");
    }

    @Test
    void errorsTellTheirNumberAndWhatIsUnknown() {
        byte[] error = new StunWriter(StunType.BINDING_ERROR, TRANSACTION)
                .error(420, "Unknown Attribute")
                .unknown(List.of(0x24, 0x25, 0x26))
                .end();

        assertThat(hex(error))
                .isEqualTo("0111" + "0028" + hex(TRANSACTION)
                        + "00090018" + "00000414"
                        + hex("Unknown Attribute   ".getBytes(StandardCharsets.UTF_8))
                        + "000a0008" + "0024002500260026");
        assertThat(parsed(error).errorCode()).isEqualTo(420);
    }

    @Test
    void whatIsNoStunMessageIsNone() {
        String header = hex(TRANSACTION);
        assertThat(StunMessage.parse(new byte[0])).isEmpty();
        assertThat(StunMessage.parse(hex("00010000" + header.substring(2))))
                .as("short")
                .isEmpty();
        assertThat(StunMessage.parse(hex("40010000" + header))).as("first bits").isEmpty();
        assertThat(StunMessage.parse(hex("00010004" + header)))
                .as("shorter than it says")
                .isEmpty();
        assertThat(StunMessage.parse(hex("00010000" + header + "00000000")))
                .as("longer")
                .isEmpty();
        assertThat(StunMessage.parse(hex("00010004" + header + "00060004")))
                .as("cut value")
                .isEmpty();
        assertThat(StunMessage.parse(hex("00010084" + header + "c0020000".repeat(33))))
                .as("too many attributes")
                .isEmpty();
        assertThat(StunMessage.parse(hex("00010080" + header + "c0020000".repeat(32))))
                .isPresent();
    }

    @Property
    void anythingIsReadOrRefused(@ForAll @Size(max = 300) byte[] datagram) {
        StunMessage.parse(datagram).ifPresent(StunCodecTest::lookAtAll);
    }

    @Property
    void whateverFollowsAHeaderIsReadOrRefused(@ForAll @Size(max = 200) byte[] attributes) {
        byte[] datagram = new byte[20 + attributes.length];
        datagram[1] = 1;
        datagram[3] = (byte) attributes.length;
        System.arraycopy(attributes, 0, datagram, 20, attributes.length);
        StunMessage.parse(datagram).ifPresent(StunCodecTest::lookAtAll);
    }

    private static void lookAtAll(StunMessage message) {
        for (int type : message.types()) {
            message.value(type);
            message.text(type);
            message.address(type);
        }
        message.errorCode();
        StunIntegrity.proves(message, "");
    }
}
