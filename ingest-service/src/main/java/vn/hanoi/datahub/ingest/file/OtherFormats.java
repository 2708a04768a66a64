package vn.hanoi.datahub.ingest.file;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import vn.hanoi.datahub.edge.detail.Detail;

/** Recognises by its first bytes a file that is neither CSV nor a workbook, so that its sender learns what it is. */
final class OtherFormats {

    private static final int TELLING = 1_000;
    private static final Pattern JSON = Pattern.compile("\\s*(\\{\\s*\"|\\[\\s*[\\[{\"]).*", Pattern.DOTALL);
    private static final Pattern MARKUP = Pattern.compile("\\s*<[?!a-z].*", Pattern.DOTALL);

    private static final Map<String, Detail> BEGINNINGS = Map.of(
            "\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1", Detail.of("file.ole"), // [MS-CFB], 2.2
            "%PDF", Detail.of("file.format", "PDF"),
            "\u00FF\u00FE\0\0", Detail.of("file.format", "UTF-32"),
            "\0\0\u00FE\u00FF", Detail.of("file.format", "UTF-32"),
            "7z\u00BC\u00AF", Detail.of("file.archive", "7z"),
            "Rar!", Detail.of("file.archive", "RAR"),
            "\u001F\u008B", Detail.of("file.archive", "gzip"));

    private OtherFormats() {}

    /** Returns why a file cannot be read; empty if it may be CSV or a workbook. */
    static Optional<Detail> in(byte[] head) {
        String bytes = new String(head, 0, Math.min(head.length, TELLING), StandardCharsets.ISO_8859_1);
        return BEGINNINGS.entrySet().stream()
                .filter(each -> bytes.startsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> text(bytes));
    }

    private static Optional<Detail> text(String bytes) {
        String text = bytes.replaceAll("^(\u00EF\u00BB\u00BF|\u00FF\u00FE|\u00FE\u00FF)|\0", "")
                .toLowerCase(Locale.ROOT);
        if (MARKUP.matcher(text).matches()) {
            return Optional.of(Detail.of(
                    "file.format",
                    text.contains("urn:schemas-microsoft-com:office:spreadsheet")
                            ? "XML Spreadsheet 2003"
                            : text.stripLeading().startsWith("<?xml") ? "XML" : "HTML"));
        }
        return JSON.matcher(text).matches() ? Optional.of(Detail.of("file.format", "JSON")) : Optional.empty();
    }
}
