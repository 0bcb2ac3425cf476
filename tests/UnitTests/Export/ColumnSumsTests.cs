using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;

namespace PersonEtl.UnitTests.Export;

public sealed class ColumnSumsTests
{
    private static readonly Table<Row> Table = new("mart", "row", "A row.", ["id", "since"],
    [
        Column<Row>.Uuid("id", r => r.Id, ColumnClass.Open, "Its id."),
        Column<Row>.Date("since", r => r.Since, ColumnClass.Open, "Its second key, which may lack."),
        Column<Row>.Text("name", r => Utf8Text.From(r.Name), ColumnClass.Identifying, "A text that is stored as it is."),
        Column<Row>.Text("code", r => Utf8Text.From(r.Code), ColumnClass.Open, "A text with a dictionary."),
        Column<Row>.Integer("number", r => r.Number, ColumnClass.Open, "A number."),
        Column<Row>.Boolean("truth", r => r.Truth, ColumnClass.Open, "A truth."),
        Column<Row>.Instant("moment", r => r.Moment, ColumnClass.Open, "A moment."),
    ]);

    private static readonly Row One = new(new("11111111-2222-3333-4444-555555555555"), new(2020, 2, 29), "Åse", "nb", -7, true, new(-1));
    private static readonly Row Two = new(new("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"), null, "", null, 0, false, new(1_999));

    [Fact]
    public void Neither_the_order_of_rows_nor_a_dictionary_nor_how_they_come_in_makes_a_difference()
    {
        var expected = Sums(One, Two);
        var (sums, whole) = (new ColumnSums(Table), new ColumnRows(Table, withDictionaries: true));
        whole.Append(RowsOf(Two, One), 0, 2);
        sums.Add(whole);
        Assert.Equal(expected, sums.Of(ExportVariant.Identified));
        Assert.Equal(2, sums.Rows);

        var pieces = new ColumnSums(Table);
        pieces.Add(RowsOf(Two));
        pieces.Add(RowsOf(One));
        Assert.Equal(expected, pieces.Of(ExportVariant.Identified));
    }

    [Fact]
    public void More_rows_than_are_taken_at_once_count_each_with_its_own_key()
    {
        Row[] rows = [.. Enumerable.Range(0, 1500).Select(i => One with { Id = new(i, 0, 0, new byte[8]), Number = i })];
        var pieces = new ColumnSums(Table);
        foreach (var row in rows) pieces.Add(RowsOf(row));
        Assert.Equal(pieces.Of(ExportVariant.Identified), Sums(rows));
    }

    [Fact]
    public void Another_value_changes_the_hash_of_its_column_alone()
    {
        (string Column, Row Changed)[] changes =
        [
            ("name", One with { Name = "Ase" }), ("name", One with { Name = null }), ("name", One with { Name = "" }),
            ("code", One with { Code = "nn" }), ("code", One with { Code = null }),
            ("number", One with { Number = 7 }), ("number", One with { Number = null }), ("number", One with { Number = 0 }),
            ("truth", One with { Truth = false }), ("truth", One with { Truth = null }),
            ("moment", One with { Moment = new(0) }), ("moment", One with { Moment = null }),
        ];
        foreach (var (column, changed) in changes)
        {
            var (before, after) = (Sums(One, Two), Sums(changed, Two));
            Assert.Equal([column], before.Keys.Where(k => before[k] != after[k]));
        }
        Assert.NotEqual(Sums(One with { Name = null })["name"], Sums(One with { Name = "" })["name"]);
        Assert.NotEqual(Sums(One with { Number = null })["number"], Sums(One with { Number = 0 })["number"]);
    }

    [Fact]
    public void Values_that_two_rows_have_exchanged_are_found()
    {
        var (before, after) = (Sums(One, Two), Sums(One with { Name = Two.Name, Number = Two.Number }, Two with { Name = One.Name, Number = One.Number }));
        Assert.Equal(["name", "number"], before.Keys.Where(k => before[k] != after[k]));
    }

    [Fact]
    public void Another_key_changes_the_hash_of_every_column_that_has_a_value()
    {
        foreach (var changed in new[] { One with { Id = Two.Id }, One with { Since = null }, One with { Since = new(2020, 3, 1) } })
        {
            var (before, after) = (Sums(One), Sums(changed));
            Assert.Equal(before.Keys, before.Keys.Where(k => before[k] != after[k]));
        }
    }

    [Fact]
    public void What_Parquet_cannot_tell_apart_counts_the_same()
    {
        Assert.Equal(Sums(One with { Moment = new(-1000) })["moment"], Sums(One with { Moment = new(-1) })["moment"]);
        Assert.NotEqual(Sums(One with { Moment = new(-1001) })["moment"], Sums(One with { Moment = new(-1000) })["moment"]);
        Assert.Equal(Sums(One with { Moment = new(1000) })["moment"], Sums(One with { Moment = new(1999) })["moment"]);
    }

    [Fact]
    public void Hashes_are_as_the_manifest_says()
    {
        var key = Mix(Mix(0, Xxh("11111111-2222-3333-4444-555555555555"), "id"), (ulong)new DateOnly(2020, 2, 29).DayNumber, "since");
        var sums = Sums(One);
        Assert.Equal(Mix(key, Xxh("Åse"), "name"), sums["name"]);
        Assert.Equal(Mix(key, unchecked((ulong)-7L), "number"), sums["number"]);
        Assert.Equal(Mix(key, 1, "truth"), sums["truth"]);
        Assert.Equal(Mix(key, unchecked((ulong)-1L), "moment"), sums["moment"]);
        Assert.Contains("XXH3-64", ColumnHash.Meaning, StringComparison.Ordinal);

        static ulong Xxh(string text) => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(text));
        static ulong Mix(ulong key, ulong value, string column)
        {
            var bytes = new byte[16];
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, key);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), value);
            return XxHash3.HashToUInt64(bytes, unchecked((long)Xxh(column)));
        }
    }

    [Fact]
    public void Analysts_get_no_hash_of_an_identifying_column_and_the_same_of_the_others()
    {
        var (sums, all) = (new ColumnSums(Table), Sums(One, Two));
        sums.Add(RowsOf(One, Two));
        Assert.Equal(all.Where(s => s.Key != "name"), sums.Of(ExportVariant.Analysis));
    }

    [Fact]
    public void Every_column_of_a_key_is_in_every_file()
    {
        foreach (var table in PublicTables.All.Append(ChangeTable.Table))
        {
            Assert.NotEmpty(table.Key);
            foreach (var column in ColumnSums.KeyColumns(table)) Assert.Equal(ColumnClass.Open, table.Descriptions[column].Class);
        }
    }

    private static OrderedDictionary<string, ulong> Sums(params Row[] rows)
    {
        var sums = new ColumnSums(Table);
        sums.Add(RowsOf(rows));
        return sums.Of(ExportVariant.Identified);
    }

    private static ColumnRows RowsOf(params Row[] rows)
    {
        var columns = new ColumnRows(Table);
        foreach (var row in rows) Table.Write(row, columns);
        return columns;
    }

    private sealed record Row(Guid Id, DateOnly? Since, string? Name, string? Code, int? Number, bool? Truth, Instant? Moment);
}
