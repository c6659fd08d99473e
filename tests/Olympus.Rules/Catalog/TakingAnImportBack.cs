using Olympus.Commerce.Catalog;
using Olympus.Contracts.Catalog;
using Olympus.Kernel.Values;

namespace Olympus.Rules.Catalog;

public sealed class TakingAnImportBack
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    private static readonly Id<Category> Shelf = Id<Category>.New();

    private static readonly CatalogVariant Only = new(Id<Variant>.New(), "TEA", "4006381333931", [], 500, 200, 0, true);

    private static readonly CatalogProduct Tea = new(
        Id<Product>.New(), Shelf, "Tea", "Green", "standard", true, true, null, null, [], new Currency("EUR"), 3, At, At, [Only]);

    private static ImportUndo Undo(
        Dictionary<string, Id<Product>>? skus = null, HashSet<Id<Category>>? categories = null, Dictionary<Guid, string>? uses = null) =>
        new(skus ?? [], categories ?? [Shelf], uses ?? [], At.AddHours(1));

    [Fact]
    public void What_was_made_leaves_and_gives_its_sku_free()
    {
        var undone = Undo().Of(new(Tea.Id, null, 3), Tea);
        undone.Outcome.ShouldBe("undone");
        var after = undone.Change!.After;
        (after.IsActive, after.ArchivedAt, after.CategoryId, after.Version, after.UpdatedAt).ShouldBe((false, At.AddHours(1), null, 4, At.AddHours(1)));
        after.Variants[0].ShouldBe(Only with { Sku = null, Barcode = null });
        undone.Change.Before.ShouldBe(Tea);
    }

    [Fact]
    public void What_was_changed_is_as_before_under_a_new_version()
    {
        var before = Tea with { Name = "Old tea", Version = 2, Variants = [Only with { PriceMinor = 400 }] };
        var undone = Undo().Of(new(Tea.Id, before, 3), Tea);
        undone.Outcome.ShouldBe("undone");
        undone.Change!.After.ShouldBe(before with { Version = 4, UpdatedAt = At.AddHours(1) });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_somebody_changed_since_stays(bool made) =>
        Undo().Of(new(Tea.Id, made ? null : Tea with { Version = 2 }, 3), Tea with { Version = 4 }).ShouldBe(new UndoOutcome(Tea.Id, "changed"));

    [Fact]
    public void What_was_made_and_is_used_stays_and_what_was_changed_does_not_care()
    {
        foreach (var used in new[] { Tea.Id.Value, Only.Id.Value })
        {
            var undo = Undo(uses: new() { [used] = "sold" });
            undo.Of(new(Tea.Id, null, 3), Tea).Outcome.ShouldBe("sold");
            undo.Of(new(Tea.Id, Tea with { Version = 2 }, 3), Tea).Outcome.ShouldBe("undone");
        }
    }

    [Fact]
    public void A_former_sku_or_category_that_is_gone_keeps_it()
    {
        var before = Tea with { Version = 2, Variants = [Only with { Sku = "OLD" }] };
        Undo(skus: new() { ["OLD"] = Id<Product>.New() }).Of(new(Tea.Id, before, 3), Tea).Outcome.ShouldBe("sku_taken");
        Undo(skus: new() { ["OLD"] = Tea.Id }).Of(new(Tea.Id, before, 3), Tea).Outcome.ShouldBe("undone");
        Undo(categories: []).Of(new(Tea.Id, before, 3), Tea).Outcome.ShouldBe("category_gone");
        Undo(categories: []).Of(new(Tea.Id, before with { CategoryId = null }, 3), Tea).Outcome.ShouldBe("undone");
    }

    [Fact]
    public void Categories_go_from_the_leaves_up_as_far_as_they_are_empty_and_untouched()
    {
        var (top, left, right, leaf, gone) = (Id<Category>.New(), Id<Category>.New(), Id<Category>.New(), Id<Category>.New(), Id<Category>.New());
        var tree = new CategoryTree([Of(top, null), Of(left, top), Of(right, top), Of(leaf, left)]);
        Decided([]).ShouldBe(new Dictionary<Id<Category>, string> { [gone] = "undone", [leaf] = "undone", [left] = "undone", [right] = "undone", [top] = "undone" }, ignoreOrder: true);
        Decided([leaf]).ShouldBe(new Dictionary<Id<Category>, string> { [gone] = "undone", [leaf] = "in_use", [left] = "in_use", [right] = "undone", [top] = "in_use" }, ignoreOrder: true);

        var renamed = new CategoryTree([Of(top, null), Of(left, top, 2)]);
        renamed.TakeBack([top, left], new HashSet<Id<Category>>()).ShouldBe([(left, "changed"), (top, "in_use")]);
        new CategoryTree([Of(top, null), Of(left, top)]).TakeBack([top], new HashSet<Id<Category>>()).ShouldBe([(top, "in_use")]);

        Dictionary<Id<Category>, string> Decided(HashSet<Id<Category>> filled) =>
            tree.TakeBack([top, left, right, leaf, gone], filled).ToDictionary(one => one.Category, one => one.Outcome);
    }

    private static CategoryView Of(Id<Category> id, Id<Category>? parent, long version = 1) => new(id, parent, "Shelf", id.ToString(), 0, version, At, At);
}
