package vn.hanoi.datahub.ingest.job;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.edge.personal.Excerpt;
import vn.hanoi.datahub.edge.problem.ServiceUnavailableException;
import vn.hanoi.datahub.ingest.admission.AdmissionPolicy;
import vn.hanoi.datahub.ingest.admission.UnreadableException;
import vn.hanoi.datahub.ingest.file.Mappings;
import vn.hanoi.datahub.ingest.publish.Intake;
import vn.hanoi.datahub.quality.FileJob;
import vn.hanoi.datahub.quality.FileNote;
import vn.hanoi.datahub.schemas.access.Caller;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Decides whether a file is accepted, and stores it. What is refused is counted and recorded, like refused events. */
final class FileIntake {

    private static final int LONGEST_NAME = 200;

    /** The first bytes of a gzip file (RFC 1952). */
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};

    private final FileJobs jobs;
    private final Mappings mappings;
    private final Catalogue catalogue;
    private final Intake intake;
    private final long largest;
    private final BooleanSupplier mappingsAreKnown;

    /**
     * @param largest maximum size of a file in bytes
     * @param mappingsAreKnown whether the stored mappings have been read; until then, no file is accepted
     */
    public FileIntake(
            FileJobs jobs,
            Mappings mappings,
            Catalogue catalogue,
            Intake intake,
            long largest,
            BooleanSupplier mappingsAreKnown) {
        this.jobs = jobs;
        this.mappings = mappings;
        this.catalogue = catalogue;
        this.intake = intake;
        this.largest = largest;
        this.mappingsAreKnown = mappingsAreKnown;
    }

    /** Opens what was sent. */
    @FunctionalInterface
    interface Upload {
        InputStream open() throws IOException;
    }

    /**
     * A file as it was sent.
     *
     * @param type name of the event type
     * @param name the file's name, for display
     * @param mapping null for the stored mapping
     */
    record Sent(
            String type,
            boolean dryRun,
            String name,
            @Nullable String mapping,
            Upload content) {}

    /**
     * Returns the job of a file that is stored now, or of the same file that is in progress already.
     *
     * @throws UnreadableException when it is refused
     */
    FileJob take(Caller caller, Sent sent) throws IOException {
        if (!mappingsAreKnown.getAsBoolean()) {
            throw new ServiceUnavailableException(
                    "the stored mappings are still being read from Kafka; send the file again");
        }
        Agency agency = caller.publisher();
        try {
            return take(agency, sent);
        } catch (UnreadableException e) {
            intake.refuse(e.refused(), agency.code());
            throw e;
        }
    }

    private FileJob take(Agency agency, Sent sent) throws IOException {
        EventType type = catalogue
                .findType(sent.type())
                .orElseThrow(() -> new UnreadableException(
                        RefusalReason.UNKNOWN_TYPE, AdmissionPolicy.unknownType(catalogue, sent.type(), "")));
        if (!agency.types().contains(type.name())) {
            throw new UnreadableException(
                    RefusalReason.NOT_YOUR_TYPE, Detail.of("type.foreign", agency.code(), type.name()));
        }
        String own = sent.mapping();
        String mapping = own == null ? mappings.of(agency.code(), type.name()) : own;
        MappingBody.check(mapping, type);
        String name = shortened(sent.name());
        try (InputStream in = plain(sent.content().open())) {
            return named(jobs.take(in, agency, type, name, mapping, sent.dryRun()), name);
        } catch (Spool.TooLargeException e) {
            throw new UnreadableException(RefusalReason.TOO_LARGE, Detail.of("file.size", largest));
        } catch (ZipException | EOFException e) {
            throw new UnreadableException(RefusalReason.MALFORMED, Detail.of("body.gzip"));
        }
    }

    /** Returns the job with a note if the same content is already waiting or in progress under another name. */
    static FileJob named(FileJob job, String name) {
        if (job.getName().equals(name)) {
            return job;
        }
        return noted(job, Detail.of("note.same-file", name, job.getName()));
    }

    /** Returns a job with a note if its rows were sent before in the same file, so that they are duplicates. */
    static FileJob withFormer(FileJob job, Optional<FileJob> former) {
        return former.map(other ->
                        noted(job, Detail.of("note.sent-before", other.getName(), other.getId(), other.getAccepted())))
                .orElse(job);
    }

    private static FileJob noted(FileJob job, Detail note) {
        return FileJob.newBuilder(job)
                .setNotes(Stream.concat(job.getNotes().stream(), Stream.of(new FileNote(note.key(), note.args())))
                        .toList())
                .build();
    }

    /** Unpacks a file while it is read if it was gzipped before it was sent, whatever its name and headers say. */
    private static InputStream plain(InputStream in) throws IOException {
        try {
            PushbackInputStream ahead = new PushbackInputStream(in, GZIP.length);
            byte[] first = ahead.readNBytes(GZIP.length);
            ahead.unread(first);
            return Arrays.equals(first, GZIP) ? new GZIPInputStream(ahead, 1 << 16) : ahead;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static String shortened(String name) {
        String plain = name.codePoints()
                .filter(point -> !Character.isISOControl(point))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return Excerpt.of(plain, LONGEST_NAME);
    }
}
