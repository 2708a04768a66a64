package vn.hanoi.datahub.query.opendata;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The file formats of datasets. */
enum Format {
    CSV("CSV", "text/csv"),
    JSON("JSON", "application/json"),
    PARQUET("Apache Parquet", "application/vnd.apache.parquet"),
    /** For spreadsheet programs, which remove leading zeros from the codes in a CSV. */
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

    /** Returns the file name extension, without the dot. */
    String ending() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the format for the extension of a file name. */
    public static Optional<Format> of(String file) {
        return Arrays.stream(values())
                .filter(format -> file.endsWith("." + format.ending()))
                .findFirst();
    }

    /** Returns the file name without the extension. */
    public String nameOf(String file) {
        return file.substring(0, file.length() - ending().length() - 1);
    }

    /** Returns all extensions as readable text. */
    public static String endings() {
        return Arrays.stream(values())
                .map(format -> "." + format.ending())
                .collect(Collectors.joining(", "))
                .replaceFirst(", ([^,]*)$", " or $1");
    }
}
