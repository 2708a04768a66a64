package vn.hanoi.datahub.benchmarks.flink;

/** A procedure dossier as the job's source table has it: the columns its indicators need. Moments are milliseconds since 1970; absent ones are null. */
public final class Dossier {

    public String agency = "";
    public String subject = "";
    /** When the agency says it became so; the latest of a subject counts. */
    public long changedAt;

    public String area = "";
    public String procedure = "";
    public String sector = "";
    public String channel = "";
    public String status = "";
    public long receivedAt;
    public long dueAt;
    public Long resolvedAt;
    public Boolean resultElectronic;
    public Boolean resultDigitised;
    public boolean identifierLinked;
    public String authentication = "";
    public String applicant;
    public String applicantKind = "";
    public boolean fee;
    public String feePaid;
    public Integer rating;
}
