package vn.hanoi.datahub.domain.indicator;

import vn.hanoi.datahub.domain.Text;

/**
 * What an indicator is called and means.
 *
 * @param id e.g. {@code dg.tthc_on_time}
 * @param version raised whenever the same facts would give another number
 * @param pillar {@code dg de ds da} of the plan, or {@code live}, or {@code hub} for the hub's own
 * @param formula the formula in words
 * @param basis source of the wording
 * @param unit {@code %}, {@code µg/m³}, …
 */
public record Meaning(String id, int version, String pillar, Text name, Text formula, Text basis, String unit) {}
