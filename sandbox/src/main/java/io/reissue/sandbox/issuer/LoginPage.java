package io.reissue.sandbox.issuer;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everybody who may log in, one button each. */
final class LoginPage {
    private LoginPage() {}

    /** @param asked what the client asked for, sent along with the click */
    static String of(List<StaffMember> people, String action, Map<String, String> asked) {
        StringBuilder page = new StringBuilder("""
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Sandbox login</title>
                <style>
                :root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:26rem;margin:3rem auto;padding:0 1rem}
                button{display:block;width:100%;margin:.5rem 0;padding:.6rem 1rem;font:inherit;text-align:left;cursor:pointer}
                small{opacity:.8}
                </style></head><body>
                <h1>Who are you?</h1>
                <p>This is the sandbox's own issuer. One click logs in; there are no passwords.
                <span lang="zh">沙盒登录：点击即可，无需密码。</span></p>
                """);
        page.append("<form method=\"post\" action=\"").append(action).append("\">\n");
        new TreeMap<>(asked)
                .forEach((name, value) -> page.append("<input type=\"hidden\" name=\"")
                        .append(escaped(name))
                        .append("\" value=\"")
                        .append(escaped(value))
                        .append("\">\n"));
        for (StaffMember person : people) {
            page.append("<button name=\"person\" value=\"")
                    .append(escaped(person.name()))
                    .append("\">")
                    .append(escaped(person.name()))
                    .append(" <small>")
                    .append(escaped(person.role()))
                    .append("</small></button>\n");
        }
        return page.append("</form></body></html>\n").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
