using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Sources.Freg;

namespace PersonEtl.Etl.Run;

/// <summary>Every value of every code list of the mart: FREG's, the contact register's, and ours.</summary>
internal static class CodeLists
{
    public static readonly IReadOnlyList<CodeListValue> All = [.. OfFreg(), .. OfContacts(), .. Own()];

    private static IEnumerable<CodeListValue> OfFreg()
        => from list in FregTerms.All
           from value in list.Values
           let ssb = list.SsbCodes.GetValueOrDefault(value.Mart)
           select new CodeListValue(Utf8Text.From(list.Name), Utf8Text.From(value.Mart), Utf8Text.From(value.Register), ssb is null ? default : Utf8Text.From(ssb), ssb is null ? null : list.KlassId);

    private static IEnumerable<CodeListValue> OfContacts()
        => from list in ContactCodes.All
           from value in list.Values
           select new CodeListValue(Utf8Text.From(list.Name), value.Seed, value.Register, default, null);

    private static IEnumerable<CodeListValue> Own()
        => from list in Terms.CodeLists
           from term in list.Terms
           select new CodeListValue(Utf8Text.From(list.List), term, default, default, null);
}
