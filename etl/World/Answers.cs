using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Unicode;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.World.People;

namespace PersonEtl.Etl.World;

/// <summary>The file of right answers: CSV, UTF-8, <c>;</c>, gzip. It lies outside the landing folder, so that no run sees it.</summary>
internal static class Answers
{
    public const string FileName = "answers.csv.gz";

    public const string Header = "number;kind;ordinal;current;unit;unit_today;district;service_district;findable;findable_today;why;grading;flaw;trap";

    private const int LongestLine = 256;

    public static void Write(IBufferWriter<byte> output, string number, IReadOnlyList<AddressRow> rows, Grading person)
    {
        for (var ordinal = 0; ordinal < rows.Count; ordinal++)
        {
            var row = rows[ordinal];
            var truth = row.Truth;
            // the stricter of the person's and the row's
            var grading = person is Grading.Confidential or Grading.StrictlyConfidential && person > row.Grading ? person : row.Grading;
            var current = row.Current ? "true" : "false";
            if (!Utf8.TryWrite(
                output.GetSpan(LongestLine), CultureInfo.InvariantCulture,
                $"{number};{Word(row.Kind)};{ordinal};{current};{truth.Unit};{truth.UnitToday};{truth.District};{truth.ServiceDistrict};{Word(truth.Findable)};{Word(truth.FindableToday)};{truth.Why};{grading};{row.Flaw};{truth.Trap}\n",
                out var written)) throw new InvalidOperationException("An answer is longer than a line.");
            output.Advance(written);
        }
    }

    /// <summary>Reads the answers of a world back.</summary>
    public static async IAsyncEnumerable<Answer> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        if (!string.Equals(await reader.ReadLineAsync(cancellationToken), Header, StringComparison.Ordinal)) throw new InvalidDataException($"{FileName}, line 1: expected the header of the answers, found another.");
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            var f = line.Split(';');
            yield return new(f[0], f[1], int.Parse(f[2], CultureInfo.InvariantCulture), f[3] == "true", OrNull(f[4]), OrNull(f[5]), OrNull(f[6]), OrNull(f[7]), f[8], f[9], OrNull(f[10]), f[11], f[12], f[13]);
        }
    }

    private static string? OrNull(string text) => text.Length == 0 ? null : text;

    private static string Word(AddressKind kind) => kind switch
    {
        AddressKind.Residential => "residential",
        AddressKind.Present => "present",
        AddressKind.Shared => "shared",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string Word(Findable findable) => findable switch
    {
        Findable.None => "none",
        Findable.Freg => "freg",
        Findable.Id => "address-id",
        Findable.Street => "street-key",
        Findable.Cadastral => "cadastral-key",
        Findable.Name => "name-key",
        _ => throw new ArgumentOutOfRangeException(nameof(findable)),
    };
}
