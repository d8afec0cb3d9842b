package io.reissue.kit;

import io.reissue.kit.Result.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import tools.jackson.databind.node.ObjectNode;

/** What all checks have seen, for people and for machines. */
record Report(List<Result> results) {
    private static final int MOST_SHOWN = 2_000;

    Report {
        results = List.copyOf(results);
    }

    long count(Verdict verdict) {
        return results.stream().filter(result -> result.verdict() == verdict).count();
    }

    boolean held() {
        return count(Verdict.BROKEN) == 0;
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case HELD -> "held";
            case BROKEN -> "BROKEN";
            case NOT_SEEN -> "not seen";
        };
    }

    /** A line for each check; then, for each broken one, what was sent, what came, what the protocol says. */
    void print(PrintWriter out) {
        for (Result result : results)
            out.printf(
                    "%-8s  %-23s  %s%n", word(result.verdict()), result.check().id(), line(result));
        for (Result result : results)
            if (result.verdict() == Verdict.BROKEN)
                out.printf(
                        "%n%s%n%s%n",
                        result.check().id(), explanation(result).indent(4).stripTrailing());
        out.printf(
                "%n%d checks: %d held, %d broken, %d not seen%n",
                results.size(), count(Verdict.HELD), count(Verdict.BROKEN), count(Verdict.NOT_SEEN));
    }

    private static String line(Result result) {
        String sentence = result.check().sentence();
        return result.verdict() == Verdict.NOT_SEEN ? sentence + " [" + result.what() + "]" : sentence;
    }

    private static String explanation(Result result) {
        Check check = result.check();
        String exchanged = result.seenIn()
                .map(seen -> "\nsent:\n" + shown(seen.sent()) + "\ncame:\n" + shown(seen.came()))
                .orElse("");
        return result.what() + exchanged + "\nthe protocol says (" + check.section() + "):\n" + check.protocol();
    }

    private static String shown(String text) {
        String part = text.length() <= MOST_SHOWN
                ? text
                : text.substring(0, MOST_SHOWN) + "… (" + text.length() + " characters)";
        return part.indent(2).stripTrailing();
    }

    String json() {
        ObjectNode report = Carrier.JSON.createObjectNode();
        report.put("held", count(Verdict.HELD))
                .put("broken", count(Verdict.BROKEN))
                .put("notSeen", count(Verdict.NOT_SEEN));
        var checks = report.putArray("checks");
        for (Result result : results) {
            ObjectNode check = checks.addObject()
                    .put("id", result.check().id())
                    .put("sentence", result.check().sentence())
                    .put("verdict", result.verdict().name().toLowerCase(Locale.ROOT));
            if (result.verdict() == Verdict.HELD) continue;
            check.put("what", result.what());
            result.seenIn()
                    .ifPresent(seen -> check.put("sent", seen.sent())
                            .put("came", seen.came())
                            .put("protocol", result.check().protocol()));
        }
        return report.toString();
    }

    /** In the form that build servers read. */
    String junit() {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "partner protocol v1");
            xml.writeAttribute("tests", String.valueOf(results.size()));
            xml.writeAttribute("failures", String.valueOf(count(Verdict.BROKEN)));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute("skipped", String.valueOf(count(Verdict.NOT_SEEN)));
            for (Result result : results) testCase(xml, result);
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException unwritable) {
            throw new IllegalStateException("a report that is no XML", unwritable);
        }
        return text.toString();
    }

    private static void testCase(XMLStreamWriter xml, Result result) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "io.reissue.kit");
        xml.writeAttribute("name", result.check().id() + ": " + result.check().sentence());
        if (result.verdict() == Verdict.NOT_SEEN) {
            xml.writeEmptyElement("skipped");
            xml.writeAttribute("message", legal(result.what()));
        } else if (result.verdict() == Verdict.BROKEN) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", legal(result.what()));
            xml.writeCharacters(legal(explanation(result)));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /** What a partner sends may hold characters that XML has no way to hold. */
    private static String legal(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD]", "?");
    }
}
