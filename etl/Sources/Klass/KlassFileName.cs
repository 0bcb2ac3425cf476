using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Sources.Klass;

/// <summary>
/// What a file of KLASS says of itself by its name: <c>131_codesAt_2024-01-01.json</c>, <c>1_correspondsAt_103_2024.csv</c>,
/// <c>131_codes_2010-01-01_open.json</c>, <c>131_changes_2018-01-01_2024-12-19.json</c>. A bare year is its first of January;
/// <see cref="To"/> is exclusive, null when open.
/// </summary>
internal sealed partial record KlassFileName(int Classification, KlassTable Table, int? Target, DateOnly From, DateOnly? To, bool IsCsv)
{
    private const string Open = "open";

    /// <exception cref="BadInputException">The name is none of these.</exception>
    public static KlassFileName Parse(string name, string place)
    {
        if (Pattern().Match(name) is { Success: true } match && Enum.TryParse<KlassTable>(match.Groups["table"].Value, ignoreCase: true, out var table))
        {
            var parts = new Queue<string>(match.Groups["parts"].Value.Split('_'));
            var target = default(int?);
            if (table is KlassTable.Corresponds or KlassTable.CorrespondsAt) target = int.TryParse(parts.Dequeue(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
            var hasEnd = table is KlassTable.Codes or KlassTable.Corresponds or KlassTable.Changes;
            if (target != -1 && parts.Count == (hasEnd ? 2 : 1) && Day(parts.Dequeue()) is { } from)
            {
                var to = default(DateOnly?);
                if (!hasEnd || parts.Peek() == Open || (to = Day(parts.Peek())) > from)
                    return new(int.Parse(match.Groups["classification"].Value, NumberStyles.None, CultureInfo.InvariantCulture), table, target, from, to, match.Groups["kind"].Value == "csv");
            }
        }
        throw new BadInputException("klass-file-name", $"{place}: expected a name that says what the file is, as 131_codesAt_2024-01-01.json, 131_codes_2010-01-01_open.json, 1_correspondsAt_103_2024-01-01.json, 131_corresponds_104_2010-01-01_open.csv or 131_changes_2018-01-01_2024-12-19.json; found another.");
    }

    private static DateOnly? Day(string text)
    {
        if (text.Length == 4) text += "-01-01";
        return Timestamps.TryParseDate(Encoding.UTF8.GetBytes(text), out var date) ? date : null;
    }

    [GeneratedRegex(@"^(?<classification>[0-9]{1,3})_(?<table>codes|codesAt|corresponds|correspondsAt|changes)_(?<parts>[0-9a-z_\-]{1,60})\.(?<kind>json|csv)(\.gz)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
