package vn.hanoi.datahub.domain.fold;

import vn.hanoi.datahub.domain.period.Period;

/** One place in the series of an indicator and area: a period and a slice. */
public record Cell(Period period, Slice slice) {}
