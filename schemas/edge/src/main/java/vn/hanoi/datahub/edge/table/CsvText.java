package vn.hanoi.datahub.edge.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Writer;

/** CSV as all services write it (RFC 4180). */
public final class CsvText {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private CsvText() {}

    /**
     * Begins a table.
     *
     * @param isForPeople whether it begins with a byte order mark, by which spreadsheet programs recognise UTF-8;
     *     programs may take the mark for a part of the first name, so they get it only if they ask for it
     */
    public static CsvWriter writer(Writer out, char separator, boolean isForPeople) throws IOException {
        if (isForPeople) {
            out.write(BYTE_ORDER_MARK);
        }
        return CsvWriter.builder().fieldSeparator(separator).build(out);
    }
}
