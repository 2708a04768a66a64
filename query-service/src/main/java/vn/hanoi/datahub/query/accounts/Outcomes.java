package vn.hanoi.datahub.query.accounts;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import vn.hanoi.datahub.domain.agency.AccountLine;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.ServiceUnavailableException;
import vn.hanoi.datahub.query.form.ValuesQuery;
import vn.hanoi.datahub.query.history.PublishedValues;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueFilter;
import vn.hanoi.datahub.values.IndicatorRowKey;

/** The outcomes of events as the processor published them, by feed and day. */
record Outcomes(Definitions definitions, PublishedValues values, FollowedTopic<IndicatorRowKey, byte[]> valueFeed) {

    /** @throws ServiceUnavailableException while the outcomes are still being read */
    void checkRead() {
        if (!valueFeed.isCaughtUp()) {
            throw new ServiceUnavailableException(
                    "the outcomes are still being read from their topic, so the accounts would not add up; ask again in a moment");
        }
    }

    /**
     * @param wanted empty for all days
     * @param first first of all days: older ones are in the history, and a query that includes them reads a database
     */
    List<Value> list(Optional<LocalDate> wanted, LocalDate first) {
        ValueFilter all = ValueFilter.totals(
                        definitions.find(AccountLine.INDICATOR).orElseThrow(), Granularity.DAY)
                .by(AccountLine.DIMENSION)
                .in(AreaRegister.CITY);
        ValueFilter kept = first.equals(LocalDate.MIN) ? all : all.between(first.atStartOfDay(), all.to());
        List<Value> outcomes = values.list(
                        wanted.map(day -> all.at(Period.containing(day, Granularity.DAY)))
                                .orElse(kept),
                        ValuesQuery.MOST + 1)
                .toList();
        if (outcomes.size() > ValuesQuery.MOST) {
            throw new BadRequestException("there are more accounts than one answer holds; name a day");
        }
        return outcomes;
    }
}
