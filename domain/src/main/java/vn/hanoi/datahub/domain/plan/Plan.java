package vn.hanoi.datahub.domain.plan;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;

/**
 * A plan as data: its legal acts, and its items with their targets.
 *
 * @param about where wording and numbers come from, and what is not confirmed
 * @param acts the founding act first, then those that amend it
 * @param tasks the indicators that count the plan's tasks; empty for a plan without tasks
 */
public record Plan(String id, Text name, Text about, List<LegalAct> acts, Contents contents) {

    public Plan {
        acts = List.copyOf(acts);
    }

    public record Contents(List<Group> groups, List<Item> items, List<String> tasks) {
        public Contents {
            groups = List.copyOf(groups);
            items = List.copyOf(items);
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * A pillar or another group of items.
     *
     * @param indicators how many indicators the act announces; null where it does not say
     * @param tasks how many tasks the act announces; null where it does not say
     */
    public record Group(
            String id,
            Text name,
            @Nullable Integer indicators,
            @Nullable Integer tasks) {}

    /**
     * An item of a plan.
     *
     * @param number the plan's own number
     * @param group id of its group
     * @param name the plan's own wording
     * @param indicators ids of the indicators that measure it; empty where none does
     * @param responsible who is responsible for it, and when
     * @param measures what it is to reach, and from where
     */
    public record Item(
            String number,
            String group,
            Text name,
            List<String> indicators,
            List<Responsibility> responsible,
            Measures measures) {

        public Item {
            indicators = List.copyOf(indicators);
            responsible = List.copyOf(responsible);
        }

        public List<Target> targets() {
            return measures.targets();
        }
    }

    /**
     * What an item is to reach, and from where.
     *
     * @param about where wording and numbers come from, where that differs from the plan's; null where it does not
     * @param baseline the starting point that the act states; null where it states none
     */
    public record Measures(@Nullable Text about, @Nullable Baseline baseline, List<Target> targets) {
        public Measures {
            targets = List.copyOf(targets);
        }
    }

    /** @param year the year for which the value holds */
    public record Baseline(int year, double value) {}

    /**
     * Who is responsible for an item.
     *
     * @param agency code
     * @param lead whether the agency leads; otherwise it co-operates
     * @param from first day; null for since the plan's beginning
     * @param to last day; null while it continues
     */
    public record Responsibility(
            String agency,
            boolean lead,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {
        public boolean includes(LocalDate day) {
            return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
        }
    }

    /** Returns the act that founded the plan. */
    public LegalAct act() {
        return acts.get(0);
    }

    public boolean isInForce(LocalDate day) {
        return act().isInForce(day);
    }

    public List<Item> items() {
        return contents.items();
    }
}
