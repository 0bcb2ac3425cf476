using System.Text;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Freg;
using static PersonEtl.UnitTests.Sources.Freg.FregReading;

namespace PersonEtl.UnitTests.Sources.Freg;

/// <summary>Wherever a file is cut into blocks, its persons are the same and stand at the same places.</summary>
public sealed class BlockReaderTests
{
    public static TheoryData<string> Files => new(
        "\uFEFF" + string.Join('\n', Enumerable.Range(1, 9).Select(i => Element($"0{i}818012345", new string('x', i * 7)))) + "\n\n\n",
        string.Join("\n", Enumerable.Range(1, 9).Select(i => Document($"0{i}818012345", $"ÅSE \\\\ \\\" {{ [ {i} ]", ""","bostedsadresse":[{"vegadresse":{"kommunenummer":"0301","adressenavn":"Øvre ] }"}}]""").Replace(",", ",\n", StringComparison.Ordinal))),
        "[\n" + string.Join(",\n", Enumerable.Range(1, 9).Select(i => Element($"0{i}818012345"))) + "\n]");

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Blocks_of_any_size_give_the_same_persons_at_the_same_places(string content)
    {
        var whole = await ToldAsync(content, BlockReader.BlockSize);
        Assert.Equal(9, whole.Count);
        foreach (var size in new[] { 16, 32, 64, 128, 256, 512, 1024, 2048 }) Assert.Equal(whole, await ToldAsync(content, size));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_cut_at_any_byte_gives_the_same_records(string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content.TrimStart('\uFEFF'));
        foreach (var lines in new[] { true, false })
        {
            if (lines && !content.Contains("}\n{", StringComparison.Ordinal)) continue;
            var whole = Cut(lines, bytes, bytes.Length);
            for (var at = 1; at < bytes.Length; at++) Assert.Equal(whole, Cut(lines, bytes, at));
        }
    }

    [Fact]
    public async Task A_file_of_several_megabytes_keeps_its_order_across_blocks()
    {
        const int Persons = 12_000;
        var content = string.Join('\n', Enumerable.Range(0, Persons).Select(i => Element($"{i:00000}812345")));
        using var folder = new DeliveryFolder(SourceName.Freg).With("part-000.json.gz", DeliveryFolder.Gzip(content));
        var blocks = 0;
        var lines = new List<long>();
        await foreach (var block in BlockReader.ReadAsync(folder.Delivery, CancellationToken.None))
        {
            blocks++;
            lines.AddRange(block.Records.Select(r => r.Line));
            foreach (var record in block.Records) Assert.Equal((byte)'{', block.Buffer[record.Start]);
            BlockReader.Return(block);
        }
        Assert.True(blocks > 2);
        Assert.Equal(Enumerable.Range(1, Persons).Select(i => (long)i), lines);
    }

    [Fact]
    public async Task Blank_lines_before_a_record_larger_than_a_block_are_counted_once()
    {
        using var folder = new DeliveryFolder(SourceName.Freg).With("part-000.json", Document("01818012345") + new string('\n', 2001) + Document("02818012345", new string('x', 500)));
        var lines = new List<long>();
        await foreach (var block in BlockReader.ReadAsync(folder.Delivery, 16, CancellationToken.None)) lines.AddRange(block.Records.Select(r => r.Line));
        Assert.Equal([1, 2002], lines);
    }

    private static async Task<IReadOnlyList<string>> ToldAsync(string content, int blockSize)
    {
        using var folder = new DeliveryFolder(SourceName.Freg).With("part-000.json", content);
        var (persons, reading) = await FregReading.ReadAsync(folder, blockSize);
        Assert.Empty(reading.Quarantine);
        return [.. persons.Select(Told)];
    }

    /// <summary>The records of a file that arrives in two pieces, as their places and lines.</summary>
    private static List<string> Cut(bool lines, byte[] bytes, int at)
    {
        RecordCutter cutter = lines ? new LineCutter() : new ValueCutter();
        var first = new DocumentBlock(bytes, "", "", 0, 0);
        var consumed = cutter.Cut(bytes.AsSpan(0, at), at == bytes.Length, first);
        var second = new DocumentBlock(bytes[consumed..], "", "", 0, consumed);
        if (at < bytes.Length) cutter.Cut(bytes.AsSpan(consumed), atEnd: true, second);
        return [.. first.Records.Select(r => $"{first.ByteOffsetOf(r.Start)}+{r.Length} line {r.Line}"), .. second.Records.Select(r => $"{second.ByteOffsetOf(r.Start)}+{r.Length} line {r.Line}")];
    }
}
