package vn.hanoi.datahub.schemas.catalogue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.agency.Quota;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.area.AreaRegister;

/** Reads the agencies from the catalogue; the committees of the communes are one entry. */
final class AgencyReader {

    private final AreaRegister areas;
    private final Set<String> types;

    /** @param types names of the event types there are */
    AgencyReader(AreaRegister areas, Set<String> types) {
        this.areas = areas;
        this.types = types;
    }

    Map<String, Agency> read(List<Yaml> items) {
        Map<String, Agency> agencies = new LinkedHashMap<>();
        for (Yaml item : items) {
            item.only("code", "name", "area", "types", "communes", "quota", "from", "to", "successors", "formerNames");
            Agency.Tenure tenure = tenure(item);
            Quota quota = item.find("quota").map(AgencyReader::quota).orElse(null);
            Text name = IndicatorReader.text(item.get("name"));
            Set<String> published = new TreeSet<>();
            for (Yaml type : item.get("types").some().distinct()) {
                if (!types.contains(type.text())) {
                    throw type.error("there is no event type '" + type.text() + "'");
                }
                published.add(type.text());
            }
            if (item.find("communes").map(Yaml::bool).orElse(false)) {
                if (item.find("code").or(() -> item.find("area")).isPresent()) {
                    throw item.error("the communes have codes and areas of their own: leave out code and area");
                }
                for (Area commune : areas.list(AreaRegister.LAST_DAY_OF_OLD_UNITS.plusDays(1), AreaLevel.COMMUNE)) {
                    add(
                            agencies,
                            item,
                            new Agency(
                                    "H26.X" + commune.code(),
                                    of(commune, name),
                                    published,
                                    commune.code(),
                                    quota,
                                    tenure));
                }
            } else {
                String area = item.get("area").text();
                add(
                        agencies,
                        item,
                        new Agency(
                                item.get("code").id(),
                                name,
                                published,
                                area.equals("all") ? null : known(item, area),
                                quota,
                                tenure));
            }
        }
        items.forEach(item -> checkSuccessors(item, agencies));
        return agencies;
    }

    private static Agency.Tenure tenure(Yaml item) {
        LocalDate from = item.find("from").map(Yaml::date).orElse(null);
        LocalDate to = item.find("to").map(Yaml::date).orElse(null);
        if (from != null && to != null && to.isBefore(from)) {
            throw item.get("to").error("the last day is before the first");
        }
        List<Agency.FormerName> names = new ArrayList<>();
        for (Yaml former : item.find("formerNames").map(Yaml::list).orElse(List.of())) {
            former.only("name", "to");
            names.add(new Agency.FormerName(
                    IndicatorReader.text(former.get("name")), former.get("to").date()));
        }
        names.sort(Comparator.comparing(Agency.FormerName::to));
        return new Agency.Tenure(
                from, to, item.find("successors").map(IndicatorReader::texts).orElse(List.of()), names);
    }

    /** Checks that successors exist, follow the end of the agency, and lead to an agency that goes on. */
    private static void checkSuccessors(Yaml item, Map<String, Agency> agencies) {
        for (Yaml successor : item.find("successors").map(Yaml::list).orElse(List.of())) {
            if (item.find("to").isEmpty()) {
                throw successor.error("an agency with successors has a last day: to");
            }
            Set<String> line = new HashSet<>();
            List<String> next = List.of(successor.text());
            while (!next.isEmpty()) {
                for (String code : next) {
                    if (!agencies.containsKey(code)) {
                        throw successor.error("there is no agency '" + code + "'");
                    }
                    if (!line.add(code) && code.equals(successor.text())) {
                        throw successor.error("'" + code + "' would succeed itself");
                    }
                }
                next = next.stream()
                        .flatMap(code -> Objects.requireNonNull(agencies.get(code)).tenure().successors().stream())
                        .filter(code -> !line.contains(code) || code.equals(successor.text()))
                        .distinct()
                        .toList();
            }
            LocalDate dayAfter = item.get("to").date().plusDays(1);
            if (!Objects.requireNonNull(agencies.get(successor.text())).isInForce(dayAfter)) {
                throw successor.error("'" + successor.text() + "' does not exist on " + dayAfter
                        + ", the day after the last one of the agency that it succeeds");
            }
        }
    }

    private static Quota quota(Yaml item) {
        item.only("events", "bytes");
        try {
            return new Quota(
                    Long.parseLong(item.get("events").text()),
                    Long.parseLong(item.get("bytes").text()));
        } catch (IllegalArgumentException e) {
            throw item.error("a quota is written {events: 500, bytes: 1000000}: whole numbers per second, at least 1");
        }
    }

    private static void add(Map<String, Agency> agencies, Yaml item, Agency agency) {
        if (agencies.put(agency.code(), agency) != null) {
            throw item.error("agency '" + agency.code() + "' is defined twice");
        }
    }

    private static Text of(Area commune, Text pattern) {
        return new Text(
                pattern.vi().replace("{area}", commune.fullName()), pattern.en().replace("{area}", commune.fullName()));
    }

    private String known(Yaml item, String area) {
        if (!areas.isKnown(area)) {
            throw item.get("area").error("there is no area '" + area + "'; write all for the whole city");
        }
        return area;
    }
}
