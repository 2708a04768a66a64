package vn.hanoi.datahub.query.report;

import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** Writes a report as a printable page, with numbers in Vietnamese format. */
final class ReportPage {

    private static final Locale VIETNAMESE = Locale.forLanguageTag("vi-VN");

    private ReportPage() {}

    static String of(Report report) {
        StringBuilder page = new StringBuilder();
        page.append("<!doctype html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(text(report.title()))
                .append("</title>\n<link rel=\"stylesheet\" href=\"/report.css\">\n</head>\n<body>\n<h1>")
                .append(text(report.title()))
                .append("</h1>\n");
        report.facts().forEach(fact -> page.append("<p>").append(text(fact)).append("</p>\n"));
        report.tables().forEach(table -> append(page, table));
        return page.append("</body>\n</html>\n").toString();
    }

    private static void append(StringBuilder page, Report.Table table) {
        page.append("<table>\n<caption>").append(text(table.title())).append("</caption>\n<thead><tr>");
        table.columns()
                .forEach(column ->
                        page.append("<th scope=\"col\">").append(text(column)).append("</th>"));
        page.append("</tr></thead>\n<tbody>\n");
        for (List<@Nullable Object> cells : table.rows()) {
            page.append("<tr>");
            for (Object cell : cells) {
                page.append(cell instanceof Number ? "<td class=\"number\">" : "<td>")
                        .append(text(cell))
                        .append("</td>");
            }
            page.append("</tr>\n");
        }
        page.append("</tbody>\n</table>\n");
    }

    static String number(Number number) {
        return NumberFormat.getInstance(VIETNAMESE).format(number);
    }

    private static String text(@Nullable Object cell) {
        return cell == null
                ? "–"
                : cell instanceof Number number ? number(number) : HtmlUtils.htmlEscape(cell.toString(), "UTF-8");
    }
}
