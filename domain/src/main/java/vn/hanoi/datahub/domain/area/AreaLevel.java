package vn.hanoi.datahub.domain.area;

import vn.hanoi.datahub.domain.Worded;

/** The tiers of the city's administration. Districts existed until 2025-06-30. */
public enum AreaLevel implements Worded {
    CITY,
    DISTRICT,
    COMMUNE
}
