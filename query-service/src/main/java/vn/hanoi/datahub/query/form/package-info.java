/** How values, alerts, updates and problems are written, and how questions are read. Shared by all products. */
@NullMarked
package vn.hanoi.datahub.query.form;

import org.jspecify.annotations.NullMarked;
