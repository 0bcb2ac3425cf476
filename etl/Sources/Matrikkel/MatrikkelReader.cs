using System.IO.Compression;
using CsvHelper;
using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Sources.Matrikkel;

/// <summary>Reads deliveries of Matrikkelen's addresses: Kartverket's matrikkelenAdresse.csv, plain, gzip, or in the zip it is downloaded as.</summary>
internal static class MatrikkelReader
{
    private const string CsvName = "matrikkelenAdresse.csv";

    // the file has no quoting: a quote character is part of a name
    private static readonly CsvReaderOptions Options = CsvReaderOptions.Default with
    {
        Separator = ';',
        Mode = CsvMode.NoEscape,
        TrackLineNumbers = true,
        IncludeValuesInExceptions = false,
        MaxRecordSize = 1 << 20,
        BufferSize = 1 << 18,
    };

    /// <exception cref="BadInputException">A file that is empty, cut off, or not matrikkelenAdresse.csv.</exception>
    public static async Task<AddressRegister> ReadAsync(Delivery delivery, SourceReading reading, CancellationToken cancellationToken)
    {
        var addresses = new AddressRegisterBuilder();
        var unread = new UnreadRecords<long>(reading);
        foreach (var file in delivery.Manifest.Files)
        {
            // parsing and unpacking are work for a thread, not waiting
            await Task.Run(() => ReadFile(delivery, file, addresses, unread, reading, cancellationToken), cancellationToken);
        }
        unread.Close();
        return addresses.Build();
    }

    private static void ReadFile(Delivery delivery, DeliveryFile file, AddressRegisterBuilder addresses, UnreadRecords<long> unread, SourceReading reading, CancellationToken cancellationToken)
    {
        var place = DeliveryStream.Place(delivery, file);
        using var stream = DeliveryStream.Open(delivery, file);
        try
        {
            if (IsZip(stream)) ReadZip(stream);
            else ReadCsv(stream);
        }
        catch (InvalidDataException e)
        {
            throw new BadInputException("zip-broken", $"{place}: expected a whole zip, found one that is cut off or damaged. Download and deliver it again.", e);
        }
        catch (CsvFormatException e)
        {
            throw new BadInputException("csv-broken", $"{place}, line {e.LineNumber}: expected rows of matrikkelenAdresse.csv, found one of more than {Options.MaxRecordSize} bytes.", e);
        }

        void ReadZip(Stream zip)
        {
            using var archive = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true);
            var tables = archive.Entries.Where(e => e.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)).ToArray();
            var named = tables.Where(e => e.Name.Equals(CsvName, StringComparison.OrdinalIgnoreCase)).ToArray();
            var table = (named.Length > 0 ? named : tables) is [var only] ? only
                : throw new BadInputException("zip-content", $"{place}: expected a zip that holds one {CsvName}, found {archive.Entries.Count} files, {named.Length} of that name.");
            using var unpacked = new ZipEntryStream(table);
            ReadCsv(unpacked);
        }

        void ReadCsv(Stream text)
        {
            using var csv = CsvReader.Create(text, Options, leaveOpen: true);
            csv.ReadHeader();
            if (csv.Headers.Count == 0) throw new BadInputException("empty-file", $"{place}: expected {CsvName}, found an empty file.");
            var read = ReadRows(csv, MatrikkelColumns.Of(csv, reading, place), delivery.Name, file.Name, addresses, unread, reading, cancellationToken);
            if (read == 0) throw new BadInputException("empty-file", $"{place}, line 2: expected addresses, found none after the header.");
        }
    }

    private static long ReadRows(CsvReader csv, MatrikkelColumns columns, string delivery, string file, AddressRegisterBuilder addresses, UnreadRecords<long> unread, SourceReading reading, CancellationToken cancellationToken)
    {
        var row = new MatrikkelRow(csv, columns);
        var extraction = new ExtractionTime();
        var width = csv.Headers.Count;
        var read = 0L;
        var passed = 0L;
        for (; csv.Read(); read++)
        {
            if (read % 65_536 == 0) cancellationToken.ThrowIfCancellationRequested();
            var entry = default(AddressEntry);
            var fault = csv.FieldCount == width ? row.TryRead(out entry) : "field-count";
            if (fault is not null)
            {
                unread.Add(entry.Id > 0 ? entry.Id : null, new QuarantinedRecord(reading.Source, delivery, file, csv.LineNumber, csv.ByteOffset, fault, null));
                continue;
            }
            if (addresses.Add(entry)) passed++;
            else reading.Account.CountMerged();
            unread.Replace(entry.Id);
            if (entry.Unit == 0) reading.Remark("no-unit");
            if (extraction.Read(csv.GetSpan(columns.ExtractedAt)) is { } moment) addresses.SeenExtraction(moment);
            else reading.Remark("bad-datauttaksdato");
        }
        reading.Account.CountIn(read);
        reading.Account.CountOut(passed);
        return read;
    }

    private static bool IsZip(Stream stream)
    {
        if (!stream.CanSeek) return false;
        Span<byte> magic = stackalloc byte[2];
        var zip = stream.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic.SequenceEqual("PK"u8);
        stream.Position = 0;
        return zip;
    }
}
