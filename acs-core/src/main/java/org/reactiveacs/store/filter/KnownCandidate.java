package org.reactiveacs.store.filter;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DataModel;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.Registration;
import org.reactiveacs.device.Settled;

/**
 * A device that was read, as a filter sees it.
 *
 * @param known the device
 * @param tree its parameters, {@link ParameterTree#EMPTY} where the filter does not {@linkplain #needsTree need} them
 * @param scheme of ids
 */
public record KnownCandidate(KnownDevice known, ParameterTree tree, IdentityScheme scheme)
        implements FilterMatcher.Candidate {

    /** Whether a filter may ask for parameters. */
    public static boolean needsTree(DeviceFilter filter) {
        if (filter instanceof DeviceFilter.And and) {
            return and.terms().stream().anyMatch(KnownCandidate::needsTree);
        }
        if (filter instanceof DeviceFilter.Or or) {
            return or.terms().stream().anyMatch(KnownCandidate::needsTree);
        }
        if (filter instanceof DeviceFilter.Not not) {
            return needsTree(not.term());
        }
        return filter instanceof DeviceFilter.ParameterIs
                || filter instanceof DeviceFilter.ParameterLike
                || filter instanceof DeviceFilter.FieldIs is && is.field() == DeviceFilter.Field.MODEL
                || filter instanceof DeviceFilter.FieldLike like && like.field() == DeviceFilter.Field.MODEL;
    }

    @Override
    public List<String> field(DeviceFilter.Field field) {
        var identity = known.identity(scheme);
        var head = known.head();
        return switch (field) {
            case ID -> List.of(known.id().value());
            case SERIAL -> List.of(identity.serialNumber());
            case OUI -> List.of(identity.oui());
            case PRODUCT_CLASS -> List.of(identity.productClass());
            case MANUFACTURER -> List.of(identity.manufacturer());
            case MODEL -> models(identity.productClass());
            case SOFTWARE -> List.of(head == null ? "" : head.softwareVersion());
            case HARDWARE -> List.of(head == null ? "" : head.hardwareVersion());
            case MAC -> head == null ? List.of() : head.macs();
            case IP -> List.of(head == null ? "" : head.contact().peer());
            case POLICIES -> List.of(policies(head));
            case SUBSCRIBER -> List.of(known.registration().subscriber());
            case HAND_OVER -> List.of(handOver(known.registration()));
        };
    }

    /** How far its hand-over to another ACS is; empty where there was none. */
    public static String handOver(Registration registration) {
        var handOver = registration.handOver();
        return handOver == null ? "" : handOver.state().word();
    }

    private static String policies(@Nullable Device head) {
        return (head == null ? Settled.NONE : head.standing().settled()).state().word();
    }

    /** The product class, and the model name where the device told one. */
    private List<String> models(String productClass) {
        for (var root : DataModel.values()) {
            var name = parameter(root.root() + "DeviceInfo.ModelName");
            if (name != null) {
                return List.of(productClass, name);
            }
        }
        return List.of(productClass);
    }

    @Override
    public boolean hasTag(String tag) {
        return known.registration().tags().contains(tag);
    }

    @Override
    public @Nullable Instant lastInform() {
        Device head = known.head();
        return head == null ? null : head.contact().last();
    }

    @Override
    public boolean isSilent() {
        return known.silence() != null;
    }

    @Override
    public @Nullable Device head() {
        return known.head();
    }

    @Override
    public @Nullable String parameter(String path) {
        Device head = known.head();
        var reported = head == null ? null : head.reported().get(path);
        if (reported != null && reported.value() != null) {
            return reported.value();
        }
        var parameter = tree.get(path);
        return parameter == null ? null : parameter.value();
    }

    @Override
    public @Nullable String variable(String name) {
        return known.registration().shownVariable(name);
    }
}
