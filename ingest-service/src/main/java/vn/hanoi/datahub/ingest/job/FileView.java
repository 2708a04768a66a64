package vn.hanoi.datahub.ingest.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.ingest.publish.Effect;
import vn.hanoi.datahub.quality.FileJob;

/**
 * The progress of a file as its sender reads it.
 *
 * @param name as the sender named it; empty if it has no name
 * @param status {@code received}, {@code running}, {@code done} or {@code failed}
 * @param bytes size of the file as it was sent
 * @param rows rows of the file; null until they are counted
 * @param line the last line that was read, from 1
 * @param accepted rows that became events; duplicates are found later
 * @param skipped rows that the mapping skips
 * @param reasons refused rows by reason
 * @param notes what the sender should know about how the file was read
 * @param failure absent unless the file failed
 * @param refusedRows address of all refused rows as CSV
 * @param outcome absent in lists
 */
record FileView(
        String id,
        String agency,
        String type,
        String name,
        String status,
        boolean dryRun,
        long bytes,
        @Nullable Long rows,
        long line,
        long accepted,
        long refused,
        long skipped,
        Map<String, Long> reasons,
        List<String> notes,
        @JsonUnwrapped @Nullable Failure failure,
        Instant receivedAt,
        Instant changedAt,
        String refusedRows,
        @JsonUnwrapped @Nullable Outcome outcome) {

    /**
     * @param detail why the file failed, and what to do next
     * @param failedAtLine null if no single line is at fault
     */
    record Failure(String detail, @Nullable Long failedAtLine) {}

    /**
     * @param rejected rows that the processor rejected after they were accepted
     * @param refusals the first refused rows; absent if another instance has them, or they are no longer kept
     * @param effect the values that would change; absent unless it was a dry run
     */
    record Outcome(
            int rejected,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Refusal> refusals,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Effect effect) {}

    /**
     * A refused row.
     *
     * @param line its line in the file, from 1
     * @param column header of the column; null if no single column is at fault
     * @param field JSON pointer into the event; null if no single field is at fault
     * @param reason code of the fixed list
     * @param others further errors in the row; absent if there are none
     */
    record Refusal(
            long line,
            @Nullable String column,
            @Nullable String field,
            String reason,
            String detail,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<OtherError> others) {

        static Refusal of(RefusedRow row, Locale language) {
            return new Refusal(
                    row.line(),
                    row.column(),
                    row.field(),
                    row.reason(),
                    row.detail().in(language),
                    row.others().isEmpty()
                            ? null
                            : row.others().stream()
                                    .map(other -> new OtherError(
                                            other.column(),
                                            other.field(),
                                            other.reason(),
                                            other.detail().in(language)))
                                    .toList());
        }
    }

    /** A further error in a row. */
    record OtherError(@Nullable String column, @Nullable String field, String reason, String detail) {}

    /** @param self address of the job */
    static FileView of(FileJob job, @Nullable Outcome outcome, Locale language, String self) {
        return new FileView(
                job.getId(),
                job.getAgency(),
                job.getType(),
                job.getName(),
                FileJobs.word(job.getState()),
                job.getDryRun(),
                job.getBytes(),
                job.getRows(),
                job.getLine(),
                job.getAccepted(),
                job.getRefused().values().stream().mapToLong(Long::longValue).sum(),
                job.getSkipped(),
                job.getRefused(),
                notes(job, language),
                job.getFailure() == null
                        ? null
                        : new Failure(
                                new Detail(job.getFailure(), job.getFailureArgs()).in(language), job.getFailureLine()),
                job.getReceivedAt(),
                job.getChangedAt(),
                self + "/refused",
                outcome);
    }

    private static List<String> notes(FileJob job, Locale language) {
        List<String> notes = new ArrayList<>();
        job.getNotes().forEach(note -> notes.add(new Detail(note.getKey(), note.getArgs()).in(language)));
        if (job.getFindings() > 0) {
            notes.add(Detail.of("note.person-name", job.getFindings(), job.getFirstFinding())
                    .in(language));
        }
        return notes;
    }
}
