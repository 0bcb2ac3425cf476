using System.Globalization;
using System.Text.Unicode;
using CsvHelper;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Sources.ServiceDistricts;

/// <summary>
/// Reads Oslo's table of service districts: <c>grunnkrets8;service_bydel;valid_from;valid_to;source</c>.
/// It is small and kept by hand, so one bad row refuses the file.
/// </summary>
internal static class ServiceDistrictsReader
{
    private static readonly CsvReaderOptions Options = CsvReaderOptions.Default with { Separator = ';', TrackLineNumbers = true, IncludeValuesInExceptions = false };

    public static Task<ServiceDistrictTable> ReadAsync(Delivery delivery, SourceReading reading, CancellationToken cancellationToken)
        => ReadAsync(delivery, reading, Seam.None, cancellationToken);

    /// <exception cref="BadInputException">Another header, no rows, a row that can't be read, or two rows for a unit and a day.</exception>
    public static async Task<ServiceDistrictTable> ReadAsync(Delivery delivery, SourceReading reading, Seam seam, CancellationToken cancellationToken)
    {
        var rows = new List<(ServiceDistrictRow Row, string Place)>();
        foreach (var file in delivery.Manifest.Files)
        {
            var place = DeliveryStream.Place(delivery, file);
            await using var stream = DeliveryStream.Open(delivery, file);
            using var memory = new MemoryStream();
            await stream.CopyToAsync(memory, cancellationToken);
            ReadFile(memory.ToArray(), place, rows, reading);
        }
        foreach (var unit in rows.GroupBy(r => r.Row.Unit)) RefuseOverlap([.. unit]);
        reading.Account.CountIn(rows.Count);
        var table = new ServiceDistrictTable([.. seam.Pass("service-districts", rows).Select(r => r.Row)]);
        reading.Account.CountOut(table.Delivered.Count);
        return table;
    }

    private static void ReadFile(byte[] text, string place, List<(ServiceDistrictRow Row, string Place)> rows, SourceReading reading)
    {
        if (!Utf8.IsValid(text)) throw new BadInputException("csv-encoding", $"{place}: expected UTF-8, found another encoding. Save the table as UTF-8.");
        using var csv = CsvReader.Create(text, Options);
        csv.ReadHeader();
        if (csv.Headers.Count == 0) throw new BadInputException("empty-file", $"{place}: expected the table of service districts, found an empty file.");
        var columns = (Unit: Find("grunnkrets8"), District: Find("service_bydel"), From: Find("valid_from"), To: Find("valid_to"), Source: Find("source"));
        ColumnContract.Compare(csv.Headers, ["grunnkrets8", "service_bydel", "valid_from", "valid_to", "source"], reading, place);
        var before = rows.Count;
        while (csv.Read())
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"{place}, line {csv.LineNumber}");
            if (csv.FieldCount != csv.Headers.Count) throw Bad(line, $"{csv.Headers.Count} fields as in the header", $"{csv.FieldCount}");
            var unit = Code(csv.GetSpan(columns.Unit), 8) ?? throw Bad(line, "a unit of eight digits in grunnkrets8", "another text");
            var district = Code(csv.GetSpan(columns.District), 6) ?? throw Bad(line, "a district of six digits in service_bydel", "another text");
            var row = new ServiceDistrictRow(unit, district, Date(columns.From, "valid_from", line), Date(columns.To, "valid_to", line));
            if (row.ValidFrom >= row.ValidTo) throw Bad(line, "a valid_to later than valid_from (it is exclusive)", "an empty time");
            rows.Add((row, line));
        }
        if (rows.Count == before) throw new BadInputException("empty-file", $"{place}, line 2: expected rows of service districts, found none after the header.");

        int Find(string name) => csv.TryGetFieldIndex(name, out var index)
            ? index
            : throw new BadInputException("csv-header", $"{place}, line 1: expected the header grunnkrets8;service_bydel;valid_from;valid_to;source, found {csv.Headers.Count} columns without {name}.");

        DateOnly? Date(int column, string name, string line)
        {
            var field = csv.GetSpan(column);
            if (field.IsEmpty) return null;
            return Timestamps.TryParseDate(field, out var date) ? date : throw Bad(line, $"a date as 2024-01-31, or nothing, in {name}", "another text");
        }
    }

    private static int? Code(ReadOnlySpan<byte> text, int digits)
        => text.Length == digits && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;

    private static void RefuseOverlap((ServiceDistrictRow Row, string Place)[] rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = i + 1; j < rows.Length; j++)
            {
                if (rows[i].Row.Overlaps(rows[j].Row)) throw Bad(rows[j].Place, "one district for a unit and a day", $"a row that overlaps {rows[i].Place}");
            }
        }
    }

    private static BadInputException Bad(string line, string expected, string found) => new("csv-row", $"{line}: expected {expected}, found {found}.");
}
