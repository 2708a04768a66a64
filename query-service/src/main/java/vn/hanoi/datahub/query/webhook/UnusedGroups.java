package vn.hanoi.datahub.query.webhook;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.schemas.connection.KafkaAnswer;
import vn.hanoi.datahub.schemas.topic.Groups;

/**
 * Deletes the consumer groups of webhooks that are gone, which Kafka would keep for thirteen months. It looks for them
 * from time to time rather than when a webhook is deleted: at that moment some query service still reads with the
 * group, and may fail before it is deleted.
 */
final class UnusedGroups {

    private static final Logger LOG = LoggerFactory.getLogger(UnusedGroups.class);

    private final Admin admin;
    private final Consumer<Runnable> whenCurrent;
    private final Predicate<String> isKnown;

    /**
     * @param whenCurrent runs an action once all webhooks that there are now have been read
     * @param isKnown whether there is a webhook with an id
     */
    UnusedGroups(Admin admin, Consumer<Runnable> whenCurrent, Predicate<String> isKnown) {
        this.admin = admin;
        this.whenCurrent = whenCurrent;
        this.isKnown = isKnown;
    }

    /** Deletes those that there are. A group that is still read with is deleted another time. */
    void delete() {
        List<String> groups = groups(); // first, because a webhook is written before its group begins
        if (groups.stream().anyMatch(this::isUnused)) {
            whenCurrent.accept(
                    () -> delete(groups.stream().filter(this::isUnused).toList()));
        }
    }

    private boolean isUnused(String group) {
        return Groups.webhookOf(group).filter(isKnown.negate()).isPresent();
    }

    /** Does not wait, because it runs on the thread that reads the webhooks. */
    private void delete(Collection<String> unused) {
        admin.deleteConsumerGroups(unused)
                .deletedGroups()
                .forEach((group, deleted) -> deleted.whenComplete((nothing, failure) ->
                        LOG.debug("the group {} is deleted, unless this failed: {}", group, String.valueOf(failure))));
    }

    private List<String> groups() {
        return KafkaAnswer.of(
                        admin.listGroups(ListGroupsOptions.forConsumerGroups()).valid(),
                        "the consumer groups could not be listed")
                .stream()
                .map(GroupListing::groupId)
                .toList();
    }
}
