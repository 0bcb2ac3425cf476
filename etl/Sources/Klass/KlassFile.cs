using System.Text;
using System.Text.RegularExpressions;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Sources.Klass;

/// <summary>Takes the rows of one file of KLASS as evidence, and refuses the file when they aren't what its name says.</summary>
internal sealed partial class KlassFile(KlassFileName name, string place, GeographyBuilder geography, Account account)
{
    private const string UnitLevel = "2";
    private const string NotAUnit = "not-a-unit";

    /// <exception cref="BadInputException">Rows of another classification, without a code, name or date, or with letters lost.</exception>
    public void Take(IReadOnlyList<KlassItem> items)
    {
        if (items.Count == 0) throw new BadInputException("empty-file", $"{place}: expected rows of KLASS, found none.");
        var taken = name.Table switch
        {
            KlassTable.Codes or KlassTable.CodesAt => TakeCodes(items),
            KlassTable.Corresponds or KlassTable.CorrespondsAt => TakeCorrespondences(items),
            _ => TakeChanges(items),
        };
        account.CountOut(taken);
    }

    private int TakeCodes(IReadOnlyList<KlassItem> items)
    {
        var evidence = geography.Names.GetValueOrDefault(name.Classification) ?? throw Wrong(place, "a classification of 131, 104, 1 and 103");
        if (name.Table == KlassTable.Codes) evidence.AddCovered(name.From, name.To);
        var taken = 0;
        foreach (var item in items)
        {
            var code = Code(item.Code, name.Classification, item);
            if (!IsWanted(code, item.Level))
            {
                account.CountFiltered(NotAUnit);
                continue;
            }
            var text = Name(item.Name, item);
            Add(evidence, code, text, Day(item.ValidFromInRequestedRange ?? item.ValidFrom, item), Day(item.ValidToInRequestedRange ?? item.ValidTo, item));
            taken++;
        }
        return taken;
    }

    private int TakeCorrespondences(IReadOnlyList<KlassItem> items)
    {
        var evidence = (name.Classification, name.Target) switch
        {
            (GeographyBuilder.Municipalities, GeographyBuilder.Counties) => geography.CountyOf,
            (GeographyBuilder.Units, GeographyBuilder.Districts) => geography.DistrictOf,
            _ => throw Wrong(place, "a correspondence of 131 to 104, or of 1 to 103"),
        };
        if (name.Table == KlassTable.Corresponds) evidence.AddCovered(name.From, name.To);
        var taken = 0;
        foreach (var item in items)
        {
            var source = Code(item.SourceCode, name.Classification, item);
            var target = Code(item.TargetCode, name.Target!.Value, item);
            if (!IsWanted(source, level: null))
            {
                account.CountFiltered(NotAUnit);
                continue;
            }
            Add(evidence, source, target, Day(item.ValidFrom, item), Day(item.ValidTo, item));
            taken++;
        }
        return taken;
    }

    private int TakeChanges(IReadOnlyList<KlassItem> items)
    {
        var evidence = geography.Names.GetValueOrDefault(name.Classification) ?? throw Wrong(place, "a classification of 131, 104, 1 and 103");
        evidence.AddChangesCovered(name.From, name.To);
        var taken = 0;
        foreach (var item in items)
        {
            var from = string.IsNullOrEmpty(item.OldCode) ? null : Code(item.OldCode, name.Classification, item);
            var to = string.IsNullOrEmpty(item.NewCode) ? null : Code(item.NewCode, name.Classification, item);
            if ((from ?? to) is not { } any) throw Row(item.Place, "an old or a new code", "none");
            var date = Day(item.ChangeOccurred, item) ?? throw Row(item.Place, "the day of the change", "none");
            if (!IsWanted(any, level: null))
            {
                account.CountFiltered(NotAUnit);
                continue;
            }
            evidence.AddChange(date, from, to, to is null ? "" : Name(item.NewName, item));
            taken++;
        }
        return taken;
    }

    // an answer for one day proves that day only, unless it brings dates of its own
    private void Add(Evidence evidence, string code, string value, DateOnly? from, DateOnly? to)
    {
        if (name.Table is KlassTable.Codes or KlassTable.Corresponds) evidence.AddDated(code, value, from ?? name.From, to);
        else if (from is { } first) evidence.AddDated(code, value, first, to);
        else evidence.AddSnapshot(name.From, code, value);
    }

    private bool IsWanted(string code, string? level)
        => name.Classification != GeographyBuilder.Units || (!code.EndsWith("00", StringComparison.Ordinal) && (string.IsNullOrEmpty(level) || level == UnitLevel));

    private static string Code(string? code, int classification, KlassItem of)
    {
        if (string.IsNullOrEmpty(code)) throw Row(of.Place, "a code", "none");
        var digits = classification switch
        {
            GeographyBuilder.Municipalities => 4,
            GeographyBuilder.Counties => 2,
            GeographyBuilder.Units => 8,
            _ => 6,
        };
        return code.Length == digits && code.All(char.IsAsciiDigit) ? code : throw Wrong(of.Place, $"codes of classification {classification}, of {digits} digits");
    }

    private static string Name(string? name, KlassItem of)
    {
        if (string.IsNullOrWhiteSpace(name)) throw Row(of.Place, "a name", "none");
        if (LostLetter().IsMatch(name)) throw new BadInputException("klass-letters", $"{of.Place}: expected a name with all its letters, found one with letters lost (Sámi letters don't exist in ISO-8859-1). Fetch the file as UTF-8: \"Accept: text/csv;charset=UTF-8\".");
        return name;
    }

    private static DateOnly? Day(string? text, KlassItem of)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return Timestamps.TryParseDate(Encoding.UTF8.GetBytes(text), out var date) ? date : throw Row(of.Place, "a date as 2024-01-01", "another text");
    }

    private static BadInputException Row(string place, string expected, string found) => new("klass-row", $"{place}: expected {expected}, found {found}.");

    private static BadInputException Wrong(string place, string expected) => new("klass-wrong-classification", $"{place}: expected {expected}, as the file's name says; found another. Fetch the right classification from KLASS.");

    [GeneratedRegex(@"\uFFFD|\p{L}\?|\?\p{L}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LostLetter();
}
