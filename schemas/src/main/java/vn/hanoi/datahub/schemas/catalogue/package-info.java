/** The city as data: event types, agencies, areas and indicators, read from files and checked. */
@NullMarked
package vn.hanoi.datahub.schemas.catalogue;

import org.jspecify.annotations.NullMarked;
