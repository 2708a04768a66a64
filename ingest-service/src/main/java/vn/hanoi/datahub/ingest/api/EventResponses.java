package vn.hanoi.datahub.ingest.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import vn.hanoi.datahub.edge.audit.AuditLog;
import vn.hanoi.datahub.ingest.admission.Admission.Admitted;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;
import vn.hanoi.datahub.ingest.admission.Submission;
import vn.hanoi.datahub.ingest.publish.DryRunClient;
import vn.hanoi.datahub.ingest.publish.Effect;
import vn.hanoi.datahub.ingest.publish.Intake;
import vn.hanoi.datahub.ingest.publish.Intake.Batch;
import vn.hanoi.datahub.ingest.publish.Intake.Taken;
import vn.hanoi.datahub.schemas.access.Caller;

/** Publishes the events of a request and writes its response; all HTTP entrances for events share it. */
final class EventResponses {

    private final Intake intake;
    private final AuditLog audit;
    private final DryRunClient dryRuns;

    EventResponses(Intake intake, AuditLog audit, DryRunClient dryRuns) {
        this.intake = intake;
        this.audit = audit;
        this.dryRuns = dryRuns;
    }

    /** Publishes events, or tries them on a dry run, and returns the result for each. */
    ResponseEntity<BatchAnswer> batch(
            List<Submission> submissions, Caller caller, HttpServletRequest request, String channel, boolean dryRun) {
        Batch batch = dryRun
                ? new Batch("", intake.tryOut(submissions, caller.publisher()))
                : intake.take(submissions, caller.publisher(), channel);
        List<Answer> answers = answers(batch.taken(), caller, request);
        int accepted = (int) answers.stream().filter(Answer::isAccepted).count();
        int refused = answers.size() - accepted;
        HttpStatus status = refused == 0
                ? HttpStatus.ACCEPTED
                : accepted == 0 ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.MULTI_STATUS;
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(new BatchAnswer(
                        accepted,
                        refused,
                        dryRun ? null : batch.receipt(),
                        answers,
                        dryRun ? effect(batch.taken()) : null));
    }

    /** Publishes one event, or tries it on a dry run, and returns its result. */
    ResponseEntity<?> single(Submission submission, Caller caller, HttpServletRequest request, boolean dryRun) {
        Taken taken = dryRun
                ? intake.tryOut(List.of(submission), caller.publisher()).get(0)
                : intake.take(submission, caller.publisher());
        Answer answer = answers(List.of(taken), caller, request).get(0);
        return taken.admission() instanceof Refused refused
                ? Problems.of(submission.id(), refused)
                : ResponseEntity.status(HttpStatus.ACCEPTED)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(dryRun ? answer.with(effect(List.of(taken))) : answer.withoutIndex());
    }

    private Effect effect(List<Taken> tried) {
        return dryRuns.of(tried.stream()
                .map(Taken::admission)
                .filter(Admitted.class::isInstance)
                .map(Admitted.class::cast)
                .toList());
    }

    private List<Answer> answers(List<Taken> taken, Caller caller, HttpServletRequest request) {
        List<Answer> answers = new ArrayList<>(taken.size());
        for (Taken each : taken) {
            answers.add(Answer.of(answers.size(), each));
            if (each.admission() instanceof Refused refused && refused.reason().isOfRights()) {
                audit.refused(caller, request, refused.reason().word() + ": " + refused.detail());
            }
        }
        return answers;
    }
}
