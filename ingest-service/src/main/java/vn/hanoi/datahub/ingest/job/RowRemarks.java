package vn.hanoi.datahub.ingest.job;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.ingest.admission.Admission;
import vn.hanoi.datahub.ingest.admission.Finding;
import vn.hanoi.datahub.ingest.admission.ToldSubjects;
import vn.hanoi.datahub.quality.FileNote;

/** What the sender of a file should know about its accepted rows taken together. */
final class RowRemarks {

    private final ToldSubjects told = new ToldSubjects();
    private long uncounted;
    private @Nullable First first;

    private record First(long line, Finding finding) {}

    /** Returns the decision about the next row; all rows before it must have been asked about. */
    Admission next(Admission admission, long line) {
        Admission decided = told.next(admission, line);
        if (decided instanceof Admission.Admitted admitted && admitted.uncounted() != null) {
            uncounted++;
            first = first == null ? new First(line, admitted.uncounted()) : first;
        }
        return decided;
    }

    /** Returns the file's notes with those about the rows so far. */
    List<FileNote> with(List<Detail> notes) {
        List<Detail> all = new ArrayList<>(notes);
        if (told.repeated() > 0) {
            all.add(Detail.of("note.repeated", told.repeated(), String.valueOf(told.firstRepeated())));
        }
        if (first != null) {
            String field = first.finding().field();
            String name = field.substring(field.lastIndexOf('/') + 1);
            String meant = first.finding().meant();
            all.add(
                    meant == null
                            ? Detail.of("note.uncounted", uncounted, name, first.line())
                            : Detail.of("note.uncounted-near", uncounted, name, first.line(), meant));
        }
        return all.stream().map(note -> new FileNote(note.key(), note.args())).toList();
    }
}
