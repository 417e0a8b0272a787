package org.reactiveacs.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ParameterTreeTest {

    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

    private static Parameter value(String path, String value) {
        return Parameter.of(path, value, ParameterType.STRING, T0);
    }

    private static Parameter name(String path) {
        return new Parameter(path, null, ParameterType.UNKNOWN, true, null, null);
    }

    private static ParameterTree tree(Parameter... parameters) {
        return ParameterTree.EMPTY.apply(List.of(new TreeChange.Values(List.of(parameters))));
    }

    private static List<String> paths(ParameterTree tree) {
        return tree.all().stream().map(Parameter::path).toList();
    }

    @Test
    void ancestorsThatNobodyNamedAreBuilt() {
        assertThat(paths(tree(value("A.B.1.C", "v")))).containsExactly("A.", "A.B.", "A.B.1.", "A.B.1.C");
    }

    @Test
    void aNewerReadingKeepsWhatItDoesNotTell() {
        var named = ParameterTree.EMPTY.apply(List.of(new TreeChange.Names("A.", false, List.of(name("A.B")))));

        var read = named.apply(List.of(new TreeChange.Values(List.of(value("A.B", "v")))));

        assertThat(read.get("A.B")).isEqualTo(new Parameter("A.B", "v", ParameterType.STRING, true, null, T0));
    }

    @Test
    void namesBelowAPathReplaceThoseThatAreGone() {
        var before = tree(value("A.B.1.C", "x"), value("A.B.2.C", "y"), value("A.D", "z"));

        var after =
                before.apply(List.of(new TreeChange.Names("A.B.", false, List.of(name("A.B.2."), name("A.B.2.C")))));

        assertThat(paths(after)).containsExactly("A.", "A.B.", "A.B.2.", "A.B.2.C", "A.D");
    }

    @Test
    void namesOfTheNextLevelReplaceChildrenAndKeepWhatIsBelowTheOthers() {
        var before = tree(value("A.B.1.C", "x"), value("A.B.2.C", "y"));

        var after = before.apply(List.of(new TreeChange.Names("A.B.", true, List.of(name("A.B.2."), name("A.B.3.")))));

        assertThat(paths(after)).containsExactly("A.", "A.B.", "A.B.2.", "A.B.2.C", "A.B.3.");
    }

    @Test
    void aRemovedInstanceGoesWithAllBelowIt() {
        var after = tree(value("A.1.C", "x"), value("A.10.C", "y")).apply(List.of(new TreeChange.Removed("A.1.")));

        assertThat(paths(after)).containsExactly("A.", "A.10.", "A.10.C");
    }

    @Test
    void instancesAreNumbersAndAliases() {
        assertThat(tree(value("A.2.C", ""), value("A.[x].C", ""), value("A.Name.C", ""), value("A.10.C", ""))
                        .instances("A."))
                .containsExactly("10", "2", "[x]");
    }

    @Test
    void underGivesTheNodeAndAllBelow() {
        var tree = tree(value("A.B", "1"), value("A.BC", "2"), value("A.B2.X", "3"));

        assertThat(tree.under("A.B")).extracting(Parameter::path).containsExactly("A.B");
        assertThat(tree.under("A.B2.")).extracting(Parameter::path).containsExactly("A.B2.", "A.B2.X");
        assertThat(tree.under("")).hasSize(5);
        assertThat(tree.under("Z.")).isEmpty();
    }

    @Test
    void aChangeLeavesTheTreeItWasMadeFromAlone() {
        var before = tree(value("A.B", "1"));

        before.apply(List.of(new TreeChange.Values(List.of(value("A.B", "2")))));

        assertThat(Objects.requireNonNull(before.get("A.B")).value()).isEqualTo("1");
    }
}
