package org.reactiveacs.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.library.PolicyDocument;
import org.reactiveacs.policy.document.DocumentException;
import org.reactiveacs.policy.document.DocumentProblem;
import org.reactiveacs.policy.document.Source;
import tools.jackson.databind.node.ObjectNode;

/** Policies as clients send and get them. */
final class PolicyDocuments {
    private PolicyDocuments() {}

    /** The document in a request's body. */
    static Source source(ApiRequest request) {
        if (request.body().length == 0) {
            throw new Problem(Problem.Type.MALFORMED_REQUEST, "a document is needed as the body");
        }
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(request.body()))
                    .toString();
            return Source.read(text, isYaml(request.header("Content-Type")) ? Source.Form.YAML : Source.Form.JSON);
        } catch (CharacterCodingException e) {
            throw new Problem(Problem.Type.MALFORMED_REQUEST, "the body is no UTF-8");
        } catch (DocumentException e) {
            throw problem(e, Problem.Type.MALFORMED_REQUEST);
        }
    }

    private static boolean isYaml(@Nullable String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).contains("yaml");
    }

    /** All that is wrong with a document. */
    static Problem problem(DocumentException e, Problem.Type type) {
        var first = e.problems().get(0);
        var errors = e.problems().stream().map(PolicyDocuments::view).toList();
        return new Problem(type, where(first) + first.text())
                .with("pointer", first.pointer())
                .with("errors", errors);
    }

    private static String where(DocumentProblem problem) {
        return problem.line() == 0 ? "" : "line " + problem.line() + ", column " + problem.column() + ": ";
    }

    private static ObjectNode view(DocumentProblem problem) {
        var view = Json.object().put("pointer", problem.pointer()).put("detail", problem.text());
        if (problem.line() > 0) {
            view.put("line", problem.line()).put("column", problem.column());
        }
        return view;
    }

    /** What was written, with its name first. */
    static ObjectNode content(PolicyDocument document) {
        var content = Json.object().put("name", document.name());
        Source.read(document.json(), Source.Form.JSON)
                .root()
                .properties()
                .forEach(property -> content.set(property.getKey(), property.getValue()));
        return content;
    }

    /** A revision: what was written, by whom and when. */
    static ObjectNode revision(PolicyDocument document) {
        var view = Json.object()
                .put("revision", document.version())
                .put("at", document.at().toString())
                .put("by", document.by());
        view.set("policy", content(document));
        return view;
    }

    static ApiResponse answer(int status, PolicyDocument document) {
        return ApiResponse.json(status, content(document)).with("ETag", Precondition.tag(document.version()));
    }
}
