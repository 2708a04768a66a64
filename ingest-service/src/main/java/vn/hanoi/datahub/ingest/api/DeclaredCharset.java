package vn.hanoi.datahub.ingest.api;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.ingest.admission.UnreadableException;

/**
 * What may be declared as the charset of a body or of a part of a form: what it is read as. Read as another one, most
 * bytes of a text still are letters, and names become others without a word.
 */
public enum DeclaredCharset {
    /** JSON (RFC 8259, 8.1) and mappings. */
    UTF_8("UTF-8", Set.of(StandardCharsets.UTF_8, StandardCharsets.US_ASCII)),
    /** Files, in which the bytes themselves say which of them it is. */
    UNICODE(
            "UTF-8 or UTF-16",
            Set.of(
                    StandardCharsets.UTF_8,
                    StandardCharsets.US_ASCII,
                    StandardCharsets.UTF_16,
                    StandardCharsets.UTF_16LE,
                    StandardCharsets.UTF_16BE));

    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*[\"']?([^\\s\"';]*)", Pattern.CASE_INSENSITIVE);

    private final String names;
    private final Set<Charset> charsets;

    DeclaredCharset(String names, Set<Charset> charsets) {
        this.names = names;
        this.charsets = charsets;
    }

    /**
     * Checks a header {@code Content-Type}; without a charset it declares none.
     *
     * @throws UnreadableException when it declares another charset
     */
    public void check(@Nullable String contentType) {
        Matcher declared = CHARSET.matcher(contentType == null ? "" : contentType);
        if (declared.find() && !isRead(declared.group(1))) {
            throw new UnreadableException(RefusalReason.MALFORMED, Detail.of("body.charset", declared.group(1), names));
        }
    }

    private boolean isRead(String name) {
        try {
            return charsets.contains(Charset.forName(name));
        } catch (IllegalArgumentException e) { // no name of a charset, or of one that Java does not know
            return false;
        }
    }
}
