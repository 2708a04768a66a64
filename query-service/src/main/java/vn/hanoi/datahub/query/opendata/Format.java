package vn.hanoi.datahub.query.opendata;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What datasets are offered as. */
enum Format {
    CSV("CSV", "text/csv"),
    JSON("JSON", "application/json"),
    PARQUET("Apache Parquet", "application/vnd.apache.parquet"),
    /** For spreadsheets, which take the zeros from the codes of a CSV. */
    XLSX("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final String inWords;
    private final String mediaType;

    Format(String inWords, String mediaType) {
        this.inWords = inWords;
        this.mediaType = mediaType;
    }

    String inWords() {
        return inWords;
    }

    public String mediaType() {
        return mediaType;
    }

    /** How files of it end, without the point. */
    String ending() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format a file's name ends with. */
    public static Optional<Format> of(String file) {
        return Arrays.stream(values())
                .filter(format -> file.endsWith("." + format.ending()))
                .findFirst();
    }

    /** The file's name without the ending. */
    public String nameOf(String file) {
        return file.substring(0, file.length() - ending().length() - 1);
    }

    /** All endings, for people. */
    public static String endings() {
        return Arrays.stream(values())
                .map(format -> "." + format.ending())
                .collect(Collectors.joining(", "))
                .replaceFirst(", ([^,]*)$", " or $1");
    }
}
