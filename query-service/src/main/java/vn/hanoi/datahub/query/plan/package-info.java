/** The city's plans and reporting regimes, and how far each item of a plan has come. */
@NullMarked
package vn.hanoi.datahub.query.plan;

import org.jspecify.annotations.NullMarked;
