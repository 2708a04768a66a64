/** The city as data: event types, agencies, areas, indicators, read and checked. */
@NullMarked
package vn.hanoi.datahub.schemas.catalogue;

import org.jspecify.annotations.NullMarked;
