namespace PersonEtl.Etl.Sources.Klass;

/// <summary>What an answer of KLASS is known to hold of each item, as JSON's properties and as CSV's columns.</summary>
internal static class KlassColumns
{
    private static readonly string[] CodesAt = ["code", "parentCode", "level", "name", "shortName", "presentationName", "validFrom", "validTo", "notes"];
    private static readonly string[] Codes = [.. CodesAt, "validFromInRequestedRange", "validToInRequestedRange"];
    private static readonly string[] CorrespondsAt = ["sourceCode", "sourceName", "sourceShortName", "targetCode", "targetName", "targetShortName"];
    private static readonly string[] Corresponds = [.. CorrespondsAt, "validFrom", "validTo"];
    private static readonly string[] Changes = ["oldCode", "oldName", "oldShortName", "newCode", "newName", "newShortName", "changeOccurred"];

    public static IReadOnlyList<string> Of(KlassTable table) => table switch
    {
        KlassTable.CodesAt => CodesAt,
        KlassTable.Codes => Codes,
        KlassTable.CorrespondsAt => CorrespondsAt,
        KlassTable.Corresponds => Corresponds,
        _ => Changes,
    };
}
