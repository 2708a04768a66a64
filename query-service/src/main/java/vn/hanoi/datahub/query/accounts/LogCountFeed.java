package vn.hanoi.datahub.query.accounts;

import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.edge.feed.MirrorRetention;
import vn.hanoi.datahub.edge.feed.TopicHandler;
import vn.hanoi.datahub.quality.LogCount;
import vn.hanoi.datahub.query.view.LogCounts;
import vn.hanoi.datahub.schemas.topic.Topic;

/** Puts the log counts into the view, and removes days that are past their retention. */
final class LogCountFeed implements TopicHandler<String, LogCount> {

    private final LogCounts view;

    public LogCountFeed(LogCounts view) {
        this.view = view;
    }

    @Override
    public void take(ConsumerRecord<String, LogCount> record, boolean isNew) {
        LogCount count = record.value();
        view.put(new LogCounts.Entry(
                new Feed(count.getAgency(), count.getType()),
                count.getDay(),
                count.getPartition(),
                count.getReason(),
                count.getEvents(),
                count.getHours(),
                count.getLastOffset(),
                count.getLastAt(),
                Objects.requireNonNullElse(count.getLastEventAt(), count.getLastAt())));
    }

    /**
     * Does nothing: the processor removes a count when its day is past the retention, and then {@link #forgetBefore}
     * removes the whole day.
     */
    @Override
    public void forget(String key) {}

    @Override
    public MirrorRetention retention() {
        return MirrorRetention.ofAge(Topic.THIRTEEN_MONTHS);
    }

    /**
     * Also removes the day of the moment: its topic may have lost some of its counts, and its accounts would differ.
     */
    @Override
    public void forgetBefore(Instant moment) {
        view.forgetBefore(CityTime.dayOf(moment).plusDays(1));
    }
}
