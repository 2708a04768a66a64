/** What the city publishes for everybody: datasets, and what of them may be shown. */
@NullMarked
package vn.hanoi.datahub.query.opendata;

import org.jspecify.annotations.NullMarked;
