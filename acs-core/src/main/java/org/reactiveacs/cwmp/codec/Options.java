package org.reactiveacs.cwmp.codec;

import java.util.List;
import org.reactiveacs.cwmp.GetOptions;
import org.reactiveacs.cwmp.GetOptionsResponse;
import org.reactiveacs.cwmp.OptionStruct;
import org.reactiveacs.cwmp.SetVouchers;
import org.reactiveacs.cwmp.SetVouchersResponse;

/** Vouchers and options. */
final class Options {
    private static final Struct<OptionStruct> OPTION = Struct.of(
            in -> new OptionStruct(
                    in.text(), in.number(), in.integer(), in.integer(), in.time(), in.time(), in.integer()),
            Field.text("OptionName", OptionStruct::optionName),
            Field.number("VoucherSN", OptionStruct::voucherSN),
            Field.integer("State", OptionStruct::state),
            Field.integer("Mode", OptionStruct::mode),
            Field.time("StartDate", OptionStruct::startDate),
            Field.optional("ExpirationDate", Leaf.TIME, OptionStruct::expirationDate),
            Field.integer("IsTransferable", OptionStruct::isTransferable));

    static final List<Rpc<?>> RPCS = List.of(
            Rpc.of(
                    SetVouchers.class,
                    in -> new SetVouchers(in.list()),
                    Field.of("VoucherList", ArrayOf.of("soap-enc:base64", Leaf.TEXT), SetVouchers::voucherList)),
            Rpc.empty(new SetVouchersResponse()),
            Rpc.of(GetOptions.class, in -> new GetOptions(in.text()), Field.text("OptionName", GetOptions::optionName)),
            Rpc.of(
                    GetOptionsResponse.class,
                    in -> new GetOptionsResponse(in.list()),
                    Field.of("OptionList", ArrayOf.of("cwmp:OptionStruct", OPTION), GetOptionsResponse::optionList)));

    private Options() {}
}
