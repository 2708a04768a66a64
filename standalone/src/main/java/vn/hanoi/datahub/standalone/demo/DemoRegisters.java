package vn.hanoi.datahub.standalone.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.period.CityTime;

/** The registers of the simulated city, which departments keep and report entry by entry. */
final class DemoRegisters {

    static final int KINDS = 18;

    private final DemoEvents make;
    private final DemoSensors sensors;

    DemoRegisters(DemoEvents make, DemoSensors sensors) {
        this.make = make;
        this.sensors = sensors;
    }

    /** Returns an entry of one of the city's registers. */
    DemoEvents.Sent register(Instant time, int kind) {
        return switch (kind) {
            case 0 -> procedure(time, make.random.nextInt(400));
            case 1 ->
                make.send(
                        "H26.TT",
                        "inspection",
                        make.next("i"),
                        time,
                        make.withArea(time)
                                .put("sector", make.sector())
                                .put("digital", make.chance(0.55))
                                .put("completedAt", DemoEvents.text(time)));
            case 2 -> {
                int agency = make.random.nextInt(60);
                yield make.send(
                        "H26.KHCN",
                        "agency-status",
                        "agency-" + agency,
                        time,
                        DemoEvents.data()
                                .put("kind", make.pick("PARTY", "STATE", "STATE", "FRONT", "SOCIO_POLITICAL"))
                                .put("level", make.level())
                                .put("dxStatus", make.pick("IN_PROGRESS", "COMPLETED", "COMPLETED", "NOT_STARTED"))
                                .put("inForce", true));
            }
            case 3 ->
                make.send(
                        "H26.VP",
                        "work-task",
                        make.next("wt"),
                        time,
                        make.withArea(time)
                                .put("level", make.level())
                                .put("onPlatform", make.chance(0.9))
                                .put("assignedAt", DemoEvents.text(time.minus(9, ChronoUnit.DAYS)))
                                .put("completedAt", DemoEvents.text(time)));
            case 4 -> planTask(time, 1 + make.random.nextInt(201));
            case 5 ->
                make.send(
                        make.agency(),
                        "dataset",
                        "dataset-" + make.random.nextInt(80),
                        time,
                        DemoEvents.data()
                                .put("theme", make.sector())
                                .put("published", make.chance(0.9))
                                .put("updatePeriodDays", 30)
                                .put("updatedAt", DemoEvents.text(time)));
            case 6 -> {
                String index = make.pick("DTI", "ICT", "PCI", "PII", "SECURITY");
                int year = CityTime.at(time).getYear();
                yield make.send(
                        "H26.KHCN",
                        "ranking",
                        index + "-" + year,
                        time,
                        DemoEvents.data()
                                .put("index", index)
                                .put("year", year)
                                .put("rank", 1 + Math.floorMod(Objects.hash(index, year), 12)) // published once a year
                                .put("of", 63));
            }
            case 7 ->
                make.send(
                        "H26.XD",
                        "smart-area",
                        "smart-" + make.random.nextInt(8),
                        time,
                        make.withArea(time).put("status", make.pick("PLANNED", "BUILDING", "OPERATING")));
            case 8 ->
                make.send(
                        "H26.VP",
                        "periodic-report",
                        make.next("pr"),
                        time,
                        DemoEvents.data()
                                .put("reportType", "type-" + make.random.nextInt(30))
                                .put("level", make.level())
                                .put("dueAt", DemoEvents.text(time))
                                .put(
                                        "submittedAt",
                                        DemoEvents.text(time.minus(make.random.nextInt(40), ChronoUnit.HOURS)))
                                .put("viaSystem", make.chance(0.93)));
            case 9 ->
                make.send(
                        "H26.VP",
                        "document",
                        make.next("doc"),
                        time,
                        DemoEvents.data()
                                .put("level", make.level())
                                .put("electronic", make.chance(0.98))
                                .put("signed", make.chance(0.95))
                                .put("secret", make.chance(0.02))
                                .put("issuedAt", DemoEvents.text(time)));
            case 10 ->
                make.send(
                        "H26.KHCN",
                        "database",
                        "db-" + make.random.nextInt(50),
                        time,
                        DemoEvents.data()
                                .put("connected", make.chance(0.9))
                                .put("nationalDatabase", "ndb-" + make.random.nextInt(6))
                                .put("lastExchangeAt", DemoEvents.text(time))
                                .put("inForce", true));
            case 11 ->
                make.send(
                        "H26.KHCN",
                        "information-system",
                        "is-" + make.random.nextInt(120),
                        time,
                        DemoEvents.data()
                                .put("securityLevel", 1 + make.random.nextInt(4))
                                .put("approved", make.chance(0.9))
                                .put("measuresComplete", make.chance(0.8))
                                .put("inForce", true));
            case 12 ->
                make.send(
                        "H26.KHCN",
                        "startup",
                        "su-" + make.random.nextInt(500),
                        time,
                        make.withArea(time)
                                .put("sector", make.sector())
                                .put("supported", make.chance(0.6))
                                .put("since", DemoEvents.day(time).toString()));
            case 13 ->
                make.send(
                        make.pick("H26.YT", "H26.GDDT"),
                        "facility",
                        "f-" + make.random.nextInt(900),
                        time,
                        make.withArea(time)
                                .put("kind", make.pick("SCHOOL", "HEALTH"))
                                .put("cashless", make.chance(0.92))
                                .put("inForce", true));
            case 14 ->
                make.send(
                        "H26.LTLS",
                        "archive",
                        "ar-" + make.random.nextInt(40),
                        time,
                        DemoEvents.data()
                                .put("kind", make.pick("AGENCY", "HISTORICAL", "SPECIALISED"))
                                .put("onlineWorkflow", make.chance(0.8))
                                .put("preservation", make.chance(0.7))
                                .put("inForce", true));
            case 15 ->
                make.send(
                        "H26.NV",
                        "archival-record",
                        make.next("rec"),
                        time,
                        DemoEvents.data()
                                .put("electronic", make.chance(0.85))
                                .put("permanent", make.chance(0.3))
                                .put("createdAt", DemoEvents.text(time)));
            case 16 ->
                make.send(
                        "H26.LTLS",
                        "digitisation",
                        make.next("dig"),
                        time,
                        DemoEvents.data()
                                .put("kind", make.pick("HOLDINGS", "METADATA", "PROCEDURE_RESULTS"))
                                .put("count", 50 + make.random.nextInt(900))
                                .put("completedAt", DemoEvents.text(time)));
            default -> sensors.river(time, make.random.nextInt(3));
        };
    }

    private DemoEvents.Sent procedure(Instant time, int number) {
        return make.send(
                "H26.VP",
                "procedure",
                "proc-" + number,
                time,
                DemoEvents.data()
                        .put("sector", DemoEvents.SECTORS.get(number % DemoEvents.SECTORS.size()))
                        .put("level", make.level())
                        .put("eligible", make.chance(0.8))
                        .put("online", make.pick("FULL", "FULL", "PARTIAL", "NONE"))
                        .put("prefilled", make.chance(0.6))
                        .put("nationalPortal", make.chance(0.7))
                        .put("publishDueAt", DemoEvents.text(time))
                        .put("publishedAt", DemoEvents.text(time.minus(1, ChronoUnit.DAYS)))
                        .put("inForce", true));
    }

    /**
     * Returns a record that was created some years ago; most were transferred to the historical archive within three
     * years, as the law requires.
     */
    DemoEvents.Sent archivedRecord(Instant time, int monthsAgo) {
        LocalDate created = DemoEvents.day(time).minusMonths(monthsAgo);
        ObjectNode data = DemoEvents.data()
                .put("electronic", make.chance(0.85))
                .put("permanent", true)
                .put("createdAt", DemoEvents.text(CityTime.startOf(created)));
        if (make.chance(0.8)) {
            LocalDate transferred = created.plusMonths(6 + make.random.nextInt(34));
            data.put(
                    "transferredAt",
                    DemoEvents.text(CityTime.startOf(
                            transferred.isAfter(DemoEvents.day(time)) ? DemoEvents.day(time) : transferred)));
        }
        return make.send("H26.NV", "archival-record", make.next("rec"), time, data);
    }

    /** Returns one of the 201 tasks of the plan. */
    DemoEvents.Sent planTask(Instant time, int number) {
        boolean done = make.chance(0.6);
        ObjectNode task = DemoEvents.data()
                .put("group", number <= 100 ? "DIGITAL_GOVERNMENT" : number <= 177 ? "ECONOMY_SOCIETY" : "ARCHIVES")
                .put(
                        "leadAgency",
                        List.of("H26.VP", "H26.KHCN", "H26.NV", "H26.HCC", "H26.TC")
                                .get(number % 5))
                .put("dueAt", DemoEvents.text(time.plus(number % 240, ChronoUnit.DAYS)))
                .put("status", done ? "COMPLETED" : "IN_PROGRESS")
                .put("progress", done ? 100 : 10 + make.random.nextInt(85));
        if (done) {
            task.put("completedAt", DemoEvents.text(time));
        }
        return make.send("H26.VP", "plan-task", "task-" + number, time, task);
    }
}
