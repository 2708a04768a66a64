/** The city's open data: datasets, and the rules for what they may show. */
@NullMarked
package vn.hanoi.datahub.query.opendata;

import org.jspecify.annotations.NullMarked;
