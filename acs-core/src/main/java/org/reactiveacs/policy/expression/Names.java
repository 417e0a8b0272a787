package org.reactiveacs.policy.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import java.util.HashSet;
import java.util.Set;

/**
 * What an expression looks at.
 *
 * @param paths of the parameters that it names
 * @param anyParameter whether it looks at others, too, which only show when it is evaluated
 * @param time whether it looks at the time
 * @param server whether it looks at this server
 */
public record Names(Set<String> paths, boolean anyParameter, boolean time, boolean server) {

    public static final Names NONE = new Names(Set.of(), false, false, false);

    public Names {
        paths = Set.copyOf(paths);
    }

    static Names in(CelAbstractSyntaxTree ast) {
        var paths = new HashSet<String>();
        int[] params = {0};
        boolean[] time = {false};
        boolean[] server = {false};
        CelNavigableAst.fromAst(ast).getRoot().allNodes().forEach(node -> {
            var expr = node.expr();
            switch (node.getKind()) {
                case IDENT -> {
                    if (expr.ident().name().equals(Expressions.PARAMS)) {
                        params[0]++;
                    } else if (expr.ident().name().equals(Expressions.NOW)) {
                        time[0] = true;
                    } else if (expr.ident().name().equals(Expressions.ACS)) {
                        server[0] = true;
                    }
                }
                case CALL -> {
                    var call = expr.call();
                    boolean index = call.function().equals("_[_]")
                            && isParams(call.args().get(0));
                    boolean in = call.function().equals("@in")
                            && isParams(call.args().get(1));
                    if (index || in) {
                        var key = call.args().get(index ? 1 : 0);
                        if (key.exprKind().getKind() == CelExpr.ExprKind.Kind.CONSTANT
                                && key.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
                            paths.add(key.constant().stringValue());
                            params[0]--;
                        }
                    }
                }
                default -> {
                    // Nothing else names a variable.
                }
            }
        });
        return new Names(paths, params[0] > 0, time[0], server[0]);
    }

    private static boolean isParams(CelExpr expr) {
        return expr.exprKind().getKind() == CelExpr.ExprKind.Kind.IDENT
                && expr.ident().name().equals(Expressions.PARAMS);
    }
}
