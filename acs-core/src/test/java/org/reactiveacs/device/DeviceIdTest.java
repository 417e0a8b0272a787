package org.reactiveacs.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class DeviceIdTest {

    @Test
    void plainPartsStandAsTheyAre() {
        assertThat(DeviceId.of(IdentityScheme.OUI_SERIAL, new Identity("Acme", "00D09E", "Box", "S-1.2_3"))
                        .value())
                .isEqualTo("00D09E-S-1.2_3");
        assertThat(DeviceId.of(IdentityScheme.OUI_CLASS_SERIAL, new Identity("Acme", "00D09E", "My-Box", "1"))
                        .value())
                .isEqualTo("00D09E-My~2DBox-1");
    }

    @Test
    void everyOtherByteIsWrittenOut() {
        assertThat(DeviceId.of(IdentityScheme.OUI_SERIAL, new Identity("", "00D09E", "", "a b%/é~"))
                        .value())
                .isEqualTo("00D09E-a~20b~25~2F~C3~A9~7E");
    }

    @Property
    void anIdSpellsOutItsIdentity(
            @ForAll @NotEmpty String oui, @ForAll String productClass, @ForAll @NotEmpty String serial) {
        for (var scheme : IdentityScheme.values()) {
            var identity = new Identity("", oui, scheme == IdentityScheme.OUI_SERIAL ? "" : productClass, serial);
            // Lone surrogates have no bytes in UTF-8.
            var id = DeviceId.of(scheme, identity);

            assertThat(id.value()).matches("[A-Za-z0-9._~-]+");
            assertThat(DeviceId.of(scheme, id.identity(scheme))).isEqualTo(id);
        }
    }

    @Test
    void whatIsNoIdIsRefusedWithTheFormThatIsExpected() {
        assertThatThrownBy(() -> DeviceId.of("nothing").identity(IdentityScheme.OUI_SERIAL))
                .hasMessageContaining("OUI-SerialNumber");
        assertThatThrownBy(() -> DeviceId.of("00D09E-1").identity(IdentityScheme.OUI_CLASS_SERIAL))
                .hasMessageContaining("OUI-ProductClass-SerialNumber");
        assertThatThrownBy(() -> DeviceId.of("00D09E-~4").identity(IdentityScheme.OUI_SERIAL))
                .hasMessageContaining("hexadecimal");
    }
}
