package org.reactiveacs.policy.expression;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The language of expressions in policies: CEL over what is known of a device. Thread-safe.
 *
 * <p>Names: {@code device} (id, oui, productClass, serialNumber, manufacturer, softwareVersion, hardwareVersion, peer, macs, hash,
 * subscriber), {@code params} (values by path), {@code tags}, {@code vars} (variables of the device, its subscriber and its groups), {@code inform} (events,
 * changed), {@code secrets} (passwords derived for the device, by purpose), {@code acs} (stunAddress, stunPort, xmppAddress, xmppDomain,
 * connreqPool) and {@code now}.
 */
public final class Expressions {

    static final String DEVICE = "device";
    static final String PARAMS = "params";
    static final String TAGS = "tags";
    static final String VARS = "vars";
    static final String INFORM = "inform";
    static final String SECRETS = "secrets";
    static final String ACS = "acs";
    static final String NOW = "now";

    /** Longer ones are no rules any more. */
    private static final int MAX_CHARS = 10_000;

    /** What one evaluation may go through of lists and maps. */
    private static final int MAX_ITERATIONS = 100_000;

    private static final CelType TEXTS = MapType.create(SimpleType.STRING, SimpleType.STRING);

    private final Cel cel;

    public Expressions() {
        var options = CelOptions.current()
                .maxExpressionCodePointSize(MAX_CHARS)
                .comprehensionMaxIterations(MAX_ITERATIONS)
                .enableHeterogeneousNumericComparisons(true)
                .build();
        cel = CelFactory.plannerCelBuilder()
                .setOptions(options)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addCompilerLibraries(CelExtensions.strings(), CelExtensions.math())
                .addRuntimeLibraries(CelExtensions.strings(), CelExtensions.math())
                .addVar(DEVICE, MapType.create(SimpleType.STRING, SimpleType.DYN))
                .addVar(PARAMS, TEXTS)
                .addVar(TAGS, ListType.create(SimpleType.STRING))
                .addVar(VARS, TEXTS)
                .addVar(INFORM, MapType.create(SimpleType.STRING, ListType.create(SimpleType.STRING)))
                .addVar(SECRETS, TEXTS)
                .addVar(ACS, MapType.create(SimpleType.STRING, SimpleType.DYN))
                .addVar(NOW, SimpleType.TIMESTAMP)
                .build();
    }

    /** What an expression is to give. */
    public enum Gives {
        TRUTH("true or false"),
        VALUE("a text, a number, a time, true or false");

        private final String words;

        Gives(String words) {
            this.words = words;
        }

        private boolean takes(CelType type) {
            return this == TRUTH ? type.equals(SimpleType.BOOL) || type.equals(SimpleType.DYN) : VALUES.contains(type);
        }
    }

    private static final Set<CelType> VALUES = Set.of(
            SimpleType.STRING,
            SimpleType.INT,
            SimpleType.UINT,
            SimpleType.BOOL,
            SimpleType.DOUBLE,
            SimpleType.TIMESTAMP,
            SimpleType.DYN);

    /** What is wrong with an expression, null if nothing is. */
    public @Nullable String problem(String text, Gives gives) {
        try {
            compile(text, gives);
            return null;
        } catch (ExpressionException e) {
            return e.getMessage();
        }
    }

    /**
     * Makes an expression ready to be evaluated.
     *
     * @throws ExpressionException if it is none; the message says where
     */
    public Expression compile(String text, Gives gives) {
        try {
            CelAbstractSyntaxTree ast = cel.compile(text).getAst();
            if (!gives.takes(ast.getResultType())) {
                throw new ExpressionException(
                        "the expression gives " + ast.getResultType().name() + ", and " + gives.words + " is expected");
            }
            return new Expression(text, cel.createProgram(ast), Names.in(ast));
        } catch (CelValidationException e) {
            var issue = e.getErrors().isEmpty() ? null : e.getErrors().get(0);
            throw new ExpressionException(
                    issue == null
                            ? "this is no CEL expression"
                            : "at " + issue.getSourceLocation().getLine() + ":"
                                    + (issue.getSourceLocation().getColumn() + 1) + " of the expression: "
                                    + issue.getMessage());
        } catch (CelEvaluationException e) {
            throw new ExpressionException(String.valueOf(e.getMessage()));
        }
    }
}
