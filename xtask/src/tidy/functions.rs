//! The functions of a file, and the lines that each takes.

use syn::visit::{self, Visit};

/// A function, or a method with a body.
pub struct Function<'ast> {
    pub signature: &'ast syn::Signature,
    pub attributes: &'ast [syn::Attribute],
    pub line: usize,
    /// Lines that it takes; none without a body.
    pub lines: usize,
}

/// Lines from `fn` to the closing brace.
pub fn lines(signature: &syn::Signature, block: &syn::Block) -> usize {
    let start = signature.fn_token.span.start().line;
    block.brace_token.span.close().end().line + 1 - start
}

/// Every function of a file, wherever it stands.
pub fn all(file: &syn::File) -> Vec<Function<'_>> {
    let mut all = Functions(Vec::new());
    all.visit_file(file);
    all.0
}

struct Functions<'ast>(Vec<Function<'ast>>);

impl<'ast> Functions<'ast> {
    fn add(
        &mut self,
        signature: &'ast syn::Signature,
        attributes: &'ast [syn::Attribute],
        block: Option<&syn::Block>,
    ) {
        self.0.push(Function {
            signature,
            attributes,
            line: signature.fn_token.span.start().line,
            lines: block.map_or(0, |block| lines(signature, block)),
        });
    }
}

impl<'ast> Visit<'ast> for Functions<'ast> {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.add(&item.sig, &item.attrs, Some(&item.block));
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.add(&item.sig, &item.attrs, Some(&item.block));
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        self.add(&item.sig, &item.attrs, item.default.as_ref());
        visit::visit_trait_item_fn(self, item);
    }
}
